import { type Command, Option } from 'commander'
import type { StatementLimits } from '../../schema/statement-limits.ts'
import { parseDuration } from './duration.ts'

/** In milliseconds once parsed. */
export interface LimitFlags {
  readonly lockTimeout?: number
  readonly statementTimeout?: number
}

/** How long to wait for others, and for one statement. */
export const addLimitOptions = (command: Command): Command =>
  addLockTimeout(command).addOption(
    new Option(
      '--statement-timeout <time>',
      'how long one statement may run; 0: no limit; left out: 1h',
    ).argParser(parseDuration),
  )

export const addLockTimeout = (command: Command): Command =>
  command.addOption(
    new Option(
      '--lock-timeout <time>',
      'how long to wait for another migrator and for locks on tables (500ms, 30s, 5m; 0 does not wait); left out: 60s and 5s',
    ).argParser(parseDuration),
  )

export const readLimits = ({
  lockTimeout,
  statementTimeout,
}: LimitFlags): Partial<StatementLimits & { lockTimeout: number }> => ({
  ...(lockTimeout !== undefined && { lockTimeout, tableLockTimeout: lockTimeout }),
  ...(statementTimeout !== undefined && { statementTimeout }),
})
