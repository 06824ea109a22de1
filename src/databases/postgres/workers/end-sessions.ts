import type { SqlSession } from '../../../schema/session.ts'
import { queueSchema } from './queue-schema.ts'

/**
 * Ends the server's sessions of the workers that hold ranges: what they have not committed is undone, and nobody has to
 * wait for a row that a worker without life has locked.
 * @param jobs only of these ranges; of all when left out
 */
export async function endSessions(session: SqlSession, jobs?: readonly string[]): Promise<void> {
  await session.query(
    `SELECT pg_terminate_backend(a.pid) FROM ${queueSchema}.key_ranges r
     JOIN pg_stat_activity a ON a.pid = r.backend_pid AND a.backend_start = r.backend_start
     WHERE NOT r.is_done AND ($1::uuid[] IS NULL OR r.job_id = ANY ($1))`,
    [jobs ?? null],
  )
}
