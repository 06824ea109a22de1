import { MigrateError } from '../errors.ts'
import { quoteIdentifier, type SqlSession } from './session.ts'

/** PostgreSQL cuts longer names off without a word (NAMEDATALEN is 64 with its closing zero). */
const longestName = 63

/** @throws MigrateError `bad_setting` for a name that no schema of the user's can have */
export function requireSchemaName(schema: string): void {
  const problem =
    schema === ''
      ? 'is empty'
      : schema.includes('\0')
        ? 'has a NUL character'
        : Buffer.byteLength(schema) > longestName
          ? `is longer than ${longestName} bytes`
          : schema.startsWith('pg_')
            ? 'begins with pg_, which PostgreSQL keeps for itself'
            : undefined
  if (problem !== undefined)
    throw new MigrateError('bad_setting', `The schema name "${schema}" ${problem}.`, 'Give another name.')
}

/**
 * Puts the schema alone on `search_path`, whether or not it exists. Temporary tables never stand before it.
 * @returns whether it exists
 * @throws MigrateError `privilege_missing` when this role may not look into it
 */
export async function lookIntoSchema(session: SqlSession, schema: string): Promise<boolean> {
  requireSchemaName(schema)
  await session.query(`SET search_path TO ${quoteIdentifier(schema)}, pg_temp`)
  const name = quoteIdentifier(schema)
  const [found] = await session.query(
    `SELECT has_schema_privilege(oid, 'USAGE') AS may, quote_ident(current_user) AS role
     FROM (SELECT to_regnamespace($1)::oid AS oid) named WHERE oid IS NOT NULL`,
    [name],
  )
  if (found && found.may !== 't')
    throw new MigrateError(
      'privilege_missing',
      `The role ${found.role} may not look into the schema ${name}, which would seem empty to it.`,
      `Let its owner or an administrator run: GRANT USAGE, CREATE ON SCHEMA ${name} TO ${found.role}`,
    )
  return found !== undefined
}

/**
 * Makes sure that this role can make tables in the schema, which is made when it is not there.
 * @throws MigrateError `privilege_missing` with the GRANT that would help
 */
export async function enterSchema(session: SqlSession, schema: string): Promise<void> {
  const exists = await lookIntoSchema(session, schema)
  const name = quoteIdentifier(schema)
  const [may] = await session.query(
    exists
      ? `SELECT has_schema_privilege($1, 'CREATE') AS may,
           quote_ident(current_user) AS role, quote_ident(current_database()) AS database`
      : `SELECT has_database_privilege(current_database(), 'CREATE') AS may, $1 AS schema,
           quote_ident(current_user) AS role, quote_ident(current_database()) AS database`,
    [schema],
  )
  if (may?.may === 't') {
    if (!exists) await session.query(`CREATE SCHEMA ${name}`)
    return
  }
  throw exists
    ? new MigrateError(
        'privilege_missing',
        `The role ${may?.role} may not make tables in the schema ${name} of database ${may?.database}.`,
        `Let its owner or an administrator run: GRANT USAGE, CREATE ON SCHEMA ${name} TO ${may?.role}`,
      )
    : new MigrateError(
        'privilege_missing',
        `There is no schema ${name} in database ${may?.database}, and the role ${may?.role} may not make it.`,
        `Let an administrator run: CREATE SCHEMA ${name} AUTHORIZATION ${may?.role}`,
      )
}

/** Whether the schema holds any table or view, of whatever origin. */
export async function hasTables(session: SqlSession, schema: string): Promise<boolean> {
  const [found] = await session.query(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace($1)
       AND relkind IN ('r', 'p', 'v', 'm', 'f')) AS some`,
    [quoteIdentifier(schema)],
  )
  return found?.some === 't'
}
