import type { LockOptions } from './migration-lock.ts'
import type { StatementLimits } from './statement-limits.ts'
import type { Step } from './step.ts'

/** What applying and rolling back have in common; limits that are left out are `defaultLimits`. */
export interface MigratorOptions
  extends Omit<LockOptions, 'lockTimeout'>,
    Partial<Pick<LockOptions, 'lockTimeout'> & StatementLimits> {
  readonly steps: readonly Step[]
  readonly onStep?: (step: Step, position: number, count: number) => void
}
