import type { SqlSession } from './session.ts'

/** In milliseconds. */
export interface StatementLimits {
  /**
   * how long a statement may wait for a lock that another session has on a table; short, because everybody else who
   * wants that table waits behind it; 0 does not wait
   */
  readonly tableLockTimeout: number
  /** how long a statement may run; 0 sets no limit */
  readonly statementTimeout: number
}

export const defaultLimits = { lockTimeout: 60_000, tableLockTimeout: 5_000, statementTimeout: 3_600_000 }

export const limitStatements = (
  session: SqlSession,
  { tableLockTimeout, statementTimeout }: StatementLimits,
  scope: 'transaction' | 'session',
) =>
  session.query(`SELECT set_config('lock_timeout', $1, $3), set_config('statement_timeout', $2, $3)`, [
    `${Math.max(1, tableLockTimeout)}ms`, // 0 would mean to wait for ever
    `${statementTimeout}ms`,
    scope === 'transaction',
  ])

export const liftLimits = async (session: SqlSession): Promise<void> => {
  await session.query(`SET lock_timeout TO '${defaultLimits.lockTimeout}ms'`)
  await session.query('SET statement_timeout TO 0')
}
