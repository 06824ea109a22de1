import { applyStep } from './apply-step.ts'
import { enterSchema, lookIntoSchema } from './enter-schema.ts'
import { ensureLedger, readLedger } from './ledger.ts'
import { withMigrationLock } from './migration-lock.ts'
import type { MigratorOptions } from './migrator-options.ts'
import { type PlannedStep, planSchema, refuseContradictions, selectPending } from './plan.ts'
import type { SqlSession } from './session.ts'
import { defaultLimits } from './statement-limits.ts'
import type { Step } from './step.ts'

export interface ApplyOptions extends MigratorOptions {
  /** see `StepLimits`; false when left out */
  readonly concurrently?: boolean
  /** only the steps of this phase; all when left out */
  readonly phase?: Step['phase']
  /** the last step to apply */
  readonly target?: string
  /** once, with the lock held, when there is something to do */
  readonly beforeChange?: (steps: readonly PlannedStep[]) => Promise<void>
}

/**
 * Applies what is not applied yet, each step in a transaction with its row in the ledger, verified before it is
 * committed. The schema is made when it is not there. Leaves the session's `search_path` on it.
 * @returns the names of the steps applied now
 * @throws MigrateError `schema_changed` when an applied step was edited since, before anything is changed;
 *   `step_failed`, `privilege_missing` or `busy` when the server refuses
 */
export async function applySteps(session: SqlSession, given: ApplyOptions): Promise<readonly string[]> {
  const options = { concurrently: false, ...defaultLimits, ...given }
  return withMigrationLock(session, options, async () => {
    await lookIntoSchema(session, options.schema)
    const plan = planSchema(options.steps, (await readLedger(session)) ?? [])
    refuseContradictions(plan)
    const pending = selectPending(plan, options)
    if (pending.length === 0) return []
    await options.beforeChange?.(pending)
    await enterSchema(session, options.schema)
    await ensureLedger(session)
    for (const [index, planned] of pending.entries()) {
      options.onStep?.(planned.step, index + 1, pending.length)
      await applyStep(session, planned, options)
    }
    return pending.map(({ step }) => step.name)
  })
}
