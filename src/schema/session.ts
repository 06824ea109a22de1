/**
 * One connection to the target, as the engine needs it. Values travel as parameters only;
 * rows come back with every value as text or null.
 */
export interface SqlSession {
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly SqlRow[]>
}

export type SqlRow = Readonly<Record<string, string | null>>

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN')
  try {
    const result = await work()
    await session.query('COMMIT')
    return result
  } catch (error) {
    // a broken connection cannot roll back, and need not: the server does
    await session.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
