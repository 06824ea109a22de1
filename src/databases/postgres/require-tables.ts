import { MigrateError } from '../../errors.ts'
import { lookIntoSchema } from '../../schema/enter-schema.ts'
import { quoteIdentifier, type SqlSession } from '../../schema/session.ts'

/**
 * Looks into a schema that must have these tables.
 * @throws MigrateError `schema_not_applied` that names those that are missing
 */
export async function requireTables(
  session: SqlSession,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  await lookIntoSchema(session, schema)
  const missing = await session.query(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [tables.map((name) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`)],
  )
  if (missing.length === 0) return
  throw new MigrateError(
    'schema_not_applied',
    `The tables of v2 are not there: ${missing.map(({ name }) => name).join(', ')}.`,
    'Correct the names of database and schema, or make the tables: betty-migrate schema apply.',
  )
}
