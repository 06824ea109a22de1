import { MigrateError } from '../errors.ts'
import { explainFailure } from './explain-failure.ts'
import { buildIndex, dropIfInvalid, hasRows } from './index-builds.ts'
import { noteEnd, noteStep } from './ledger.ts'
import type { PlannedStep } from './plan.ts'
import { inTransaction, type SqlSession } from './session.ts'
import { liftLimits, limitStatements, type StatementLimits } from './statement-limits.ts'
import { indexesOf, type Step } from './step.ts'

export interface StepLimits extends StatementLimits {
  /** build the indexes of tables that have rows without locking out writers: slower, and not in a transaction */
  readonly concurrently: boolean
}

/** Applies one step and notes it in the ledger; a failure leaves nothing of it but a note that it failed. */
export async function applyStep(
  session: SqlSession,
  planned: PlannedStep,
  limits: StepLimits,
): Promise<void> {
  const { step } = planned
  let statement = ''
  const run = (sql: string) => {
    statement = sql
    return session.query(sql)
  }
  try {
    if (limits.concurrently && (await hasRows(session, step)))
      await applyBesideWriters(session, planned, limits, run)
    else await applyInTransaction(session, planned, limits, run)
  } catch (error) {
    const failure = await explainFailure(session, { step: step.name, doing: 'apply', statement }, error)
    await noteStep(session, step, false).catch(() => undefined) // where even that is refused, `failure` says why
    throw failure
  }
}

type Run = (sql: string) => Promise<unknown>

const applyInTransaction = (
  session: SqlSession,
  { step, state }: PlannedStep,
  limits: StepLimits,
  run: Run,
) =>
  inTransaction(session, async () => {
    await limitStatements(session, limits, 'transaction')
    for (const statement of step.up) {
      if (typeof statement === 'string') await run(statement)
      else await buildIndex(session, statement, { concurrently: false, resuming: state === 'failed' }, run)
    }
    await verifyStep(session, step)
    await noteStep(session, step, true)
  })

async function applyBesideWriters(
  session: SqlSession,
  { step, state }: PlannedStep,
  limits: StepLimits,
  run: Run,
): Promise<void> {
  await noteStep(session, step, false)
  await limitStatements(session, limits, 'session')
  const builds = indexesOf(step)
  try {
    for (const build of builds)
      await buildIndex(session, build, { concurrently: true, resuming: state === 'failed' }, run)
    await verifyStep(session, step)
    await noteEnd(session, step)
  } catch (error) {
    for (const build of builds) await dropIfInvalid(session, build, true).catch(() => undefined)
    throw error
  } finally {
    await liftLimits(session).catch(() => undefined)
  }
}

async function verifyStep(session: SqlSession, step: Step): Promise<void> {
  for (const statement of step.verify) {
    const [row] = await session.query(statement)
    if (row !== undefined && Object.values(row)[0] === 't') continue
    throw new MigrateError(
      'schema_not_applied',
      `Schema step "${step.name}" ran, but its own check does not hold: ${statement}`,
      'The step was undone. Look for an object of the same name in another schema, or a role without rights.',
    )
  }
}
