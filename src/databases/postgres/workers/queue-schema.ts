import { MigrateError } from '../../../errors.ts'
import { hasTables } from '../../../schema/enter-schema.ts'
import { inTransaction, type SqlSession } from '../../../schema/session.ts'
import { codeOf } from '../explain-refusal.ts'

/** Where the queue is, and the account of each key range: made for a run, and gone when all rows are over. */
export const queueSchema = 'betty_migrate_queue'

const tables = `
  CREATE TABLE ${queueSchema}.run (
    id uuid NOT NULL,
    fingerprint text NOT NULL,
    version text NOT NULL,
    role text NOT NULL DEFAULT current_user,
    settings jsonb NOT NULL
  );
  CREATE TABLE ${queueSchema}.key_ranges (
    id int PRIMARY KEY,
    source_table text NOT NULL,
    after_key bigint,
    through_key bigint NOT NULL,
    highest_there bigint,
    job_id uuid NOT NULL,
    attempt int NOT NULL DEFAULT -1,
    backend_pid int,
    backend_start timestamptz,
    last_key bigint,
    counts jsonb NOT NULL DEFAULT '{}',
    is_done boolean NOT NULL DEFAULT false
  );
  CREATE TABLE ${queueSchema}.told (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    range_id int NOT NULL,
    kind text NOT NULL,
    codes jsonb NOT NULL,
    entries json NOT NULL
  )`

/** True when an earlier part of some run with several workers has left its account here. */
export async function hasQueueSchema(session: SqlSession): Promise<boolean> {
  const [found] = await session.query('SELECT to_regclass($1) IS NOT NULL AS there', [`${queueSchema}.run`])
  return found?.there === 't'
}

interface QueueRights {
  readonly isThere: boolean
  /** whether this role may make what is needed, and drop it at the end */
  readonly may: boolean
  readonly role: string
  readonly database: string
}

export async function readQueueRights(session: SqlSession): Promise<QueueRights> {
  const [row] = await session.query(
    `SELECT to_regnamespace($1) IS NOT NULL AS there, quote_ident(current_user) AS role,
       quote_ident(current_database()) AS database,
       coalesce((SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE oid = to_regnamespace($1)),
         has_database_privilege(current_database(), 'CREATE')) AS may`,
    [queueSchema],
  )
  const { there, may, role, database } = row ?? {}
  return { isThere: there === 't', may: may === 't', role: String(role), database: String(database) }
}

/**
 * Makes the schema and the tables in it that are ours; the queue itself makes its own.
 * @throws MigrateError `privilege_missing` with the GRANT that would help
 */
export async function createQueueSchema(session: SqlSession): Promise<void> {
  const { isThere, may, role, database } = await readQueueRights(session)
  if (!may)
    throw new MigrateError(
      'privilege_missing',
      `Several workers share a queue in a schema of its own, ${queueSchema}, and the role ${role} ${isThere ? 'does not own it' : 'may not make it'}.`,
      `Let an administrator run: ${isThere ? `ALTER SCHEMA ${queueSchema} OWNER` : `GRANT CREATE ON DATABASE ${database}`} TO ${role}. Or convert with --workers 1.`,
    )
  if (isThere && (await hasTables(session, queueSchema)))
    throw new MigrateError(
      'target_not_empty',
      `The schema ${queueSchema} is needed for the queue of the workers, but something else is in it.`,
      'Rename or drop it, or convert with --workers 1.',
    )
  await inTransaction(session, async () => {
    if (!isThere) await session.query(`CREATE SCHEMA ${queueSchema}`)
    await session.query(tables)
  })
}

/**
 * The schema is gone when all rows are over, whatever a worker is asking for at that moment.
 * @param otherwise what is answered then
 */
export async function unlessGone<T, U>(asking: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await asking
  } catch (error) {
    if (['42P01', '3F000'].includes(codeOf(error) ?? '')) return otherwise
    throw error
  }
}

export const dropQueueSchema = async (session: SqlSession): Promise<void> => {
  await session.query(`DROP SCHEMA IF EXISTS ${queueSchema} CASCADE`)
}
