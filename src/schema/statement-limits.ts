import type { SqlSession } from './session.ts'

/** In milliseconds; 0 sets no limit. */
export interface StatementLimits {
  /** how long a statement may wait for a lock that another session holds */
  readonly lockTimeout: number
  /** how long a statement may run */
  readonly statementTimeout: number
}

export const defaultLimits: StatementLimits = { lockTimeout: 60_000, statementTimeout: 3_600_000 }

export const limitStatements = (
  session: SqlSession,
  { lockTimeout, statementTimeout }: StatementLimits,
  scope: 'transaction' | 'session',
) =>
  session.query(`SELECT set_config('lock_timeout', $1, $3), set_config('statement_timeout', $2, $3)`, [
    `${lockTimeout}ms`,
    `${statementTimeout}ms`,
    scope === 'transaction',
  ])
