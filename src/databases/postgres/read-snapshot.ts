import type { SqlSession } from '../../schema/session.ts'

/** Reads one moment of the database, for as long as `work` takes; nothing can be written meanwhile. */
export async function readSnapshot<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    await session.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
    return await work()
  } finally {
    // a broken connection cannot end it, and need not: the server does
    await session.query('ROLLBACK').catch(() => undefined)
  }
}
