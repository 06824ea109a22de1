import { MigrateError } from '../errors.ts'
import type { Catalog } from './catalog/catalog.ts'
import { lookIntoSchema } from './enter-schema.ts'
import { explainFailure } from './explain-failure.ts'
import { ledgerTable, readLedger, strikeStep } from './ledger.ts'
import { findLeaving, type Loss, lockAndCount } from './losses.ts'
import { withMigrationLock } from './migration-lock.ts'
import type { MigratorOptions } from './migrator-options.ts'
import { type PlannedStep, planSchema, refuseContradictions, selectForRollback, stepOf } from './plan.ts'
import { inTransaction, type SqlSession } from './session.ts'
import { defaultLimits, limitStatements, type StatementLimits } from './statement-limits.ts'
import { indexesOf, type Step } from './step.ts'

export interface RollbackOptions extends MigratorOptions {
  /** the last step that stays; undefined undoes all */
  readonly to: string | undefined
  /** only the steps of this phase; all when left out */
  readonly phase?: Step['phase']
  /** go on although rows are lost */
  readonly mayLoseRows: boolean
  /** once, with the lock held, when there is something to undo */
  readonly beforeChange?: (steps: readonly PlannedStep[], losses: readonly Loss[]) => Promise<void>
}

/**
 * Undoes applied steps, last first, with their rows in the ledger, in one transaction. Nobody can write to the tables
 * that go, from before their rows are counted and backed up until they are gone.
 * @returns the names of the steps undone
 * @throws MigrateError `rows_would_be_lost` before anything is changed, with how many rows of which tables
 */
export async function rollBackSteps(session: SqlSession, given: RollbackOptions): Promise<readonly string[]> {
  const options = { ...defaultLimits, ...given }
  return withMigrationLock(session, options, async () => {
    await lookIntoSchema(session, options.schema)
    const ledger = await readLedger(session)
    const plan = planSchema(options.steps, ledger ?? [])
    refuseContradictions(plan)
    const undone = selectForRollback(plan, options.to, options.phase)
    if (undone.length > 0) {
      const kept = plan.steps.filter((planned) => planned.state === 'applied' && !undone.includes(planned))
      const leaving = await findLeaving(session, plan.steps.map(stepOf), {
        undone: undone.map(stepOf),
        kept: kept.map(stepOf),
      })
      await undo(session, undone, leaving, options)
    }
    if (ledger && options.to === undefined && options.phase === undefined)
      await session.query(`DROP TABLE ${ledgerTable}`)
    return undone.map(({ step }) => step.name)
  })
}

async function undo(
  session: SqlSession,
  undone: readonly PlannedStep[],
  leaving: Catalog,
  options: RollbackOptions & StatementLimits,
): Promise<void> {
  let [at, statement] = ['', 'LOCK TABLE']
  try {
    await inTransaction(session, async () => {
      await limitStatements(session, options, 'transaction')
      await session.query('SET LOCAL idle_in_transaction_session_timeout TO 0') // a backup takes its time
      at = undone[0]?.step.name ?? ''
      const losses = await lockAndCount(session, leaving)
      if (!options.mayLoseRows) refuseLosses(losses)
      await options.beforeChange?.(undone, losses)
      for (const [index, planned] of undone.entries()) {
        at = planned.step.name
        options.onStep?.(planned.step, index + 1, undone.length)
        for (statement of waysBack(planned)) await session.query(statement)
        await strikeStep(session, planned.step)
      }
    })
  } catch (error) {
    throw await explainFailure(session, { step: at, doing: 'roll back', statement }, error)
  }
}

/** A step that failed was undone by its transaction, except indexes that were built beside writers. */
const waysBack = ({ step, state }: PlannedStep): readonly string[] =>
  state === 'failed' ? indexesOf(step).map(({ name }) => `DROP INDEX IF EXISTS ${name}`) : step.down

function refuseLosses(losses: readonly Loss[]): void {
  if (losses.length === 0) return
  const list = losses.map(({ place, rows }) => `${place} (${rows})`).join(', ')
  throw new MigrateError(
    'rows_would_be_lost',
    `Rolling back would lose what these tables and columns hold (rows): ${list}.`,
    'Nothing was changed. With --yes it goes on, after a backup.',
  )
}
