import type { PostgresSession } from '../databases/postgres/connect.ts'
import { postgresTarget } from '../databases/postgres/postgres-target.ts'
import { MigrateError } from '../errors.ts'
import type { Migration } from '../migration.ts'
import type { RecordSource, RecordTarget } from '../records/ports.ts'
import type { TransferResult } from '../records/tally.ts'
import { type TransferOptions, transfer } from '../records/transfer.ts'
import { applySteps } from '../schema/apply-steps.ts'
import { refuseContradictions, selectPending } from '../schema/plan.ts'
import { readPlan } from '../schema/read-plan.ts'
import { rollBackSteps } from '../schema/roll-back.ts'
import { quoteIdentifier } from '../schema/session.ts'
import { coordinate, type Teamwork } from './workers/coordinate.ts'

export interface ConversionOptions
  extends Omit<TransferOptions, 'records' | 'completion' | 'bounds' | 'carry'>,
    Partial<Pick<TransferOptions, 'bounds'>> {
  readonly schema: string
  readonly overwrite?: boolean
  readonly dryRun?: boolean
  /** several workers, over the same source; without limit and dry run */
  readonly team?: Teamwork
  /** a sentence about what comes next */
  readonly onPhase?: (text: string) => void
  /** put between the converter and PostgreSQL */
  readonly wrapTarget?: (target: RecordTarget) => RecordTarget
}

/** A batch is a transaction; larger ones are hardly faster, and cost memory. */
const defaultBounds = { rows: 2000, bytes: 16 << 20 }

/**
 * Converts all rows of a source into a schema whose tables are there. Keys and indexes are taken off while the tables
 * are empty, and are there at the end of every run that came to its end.
 * @throws MigrateError `schema_not_applied` when tables are missing; as `transfer` and `applySteps`
 */
export async function convertRows(
  session: PostgresSession,
  source: RecordSource,
  migration: Migration,
  options: ConversionOptions,
): Promise<TransferResult> {
  const { schema, dryRun = false, overwrite = false, onPhase, wrapTarget, team, ...given } = options
  const steps = migration.schema
  await requireTablesApplied(session, schema, migration)
  if (!dryRun && (await isEmpty(session, migration)))
    await rollBackSteps(session, { schema, steps, to: undefined, phase: 'indexes', mayLoseRows: false })
  onPhase?.(dryRun ? 'Mapping rows; nothing is written' : 'Converting rows')
  const target = postgresTarget(session, {
    companionColumns: migration.companions,
    ...{ overwrite, dryRun, settles: team === undefined },
  })
  const shared = {
    ...{ schema, overwrite, isDetailed: given.onEvent !== undefined },
    onLoss: (text: string) => onPhase?.(text),
  }
  const coordinated = team && coordinate(session, team, shared)
  const transferring = transfer(source, wrapTarget?.(target) ?? target, {
    ...{ ...migration, bounds: defaultBounds, ...given },
    ...(coordinated && { carry: coordinated.carry }),
  })
  const result = await transferring.finally(() => coordinated?.close())
  if (dryRun || !result.complete) return result
  onPhase?.('Building keys and indexes')
  await applySteps(session, { schema, steps, phase: 'indexes' })
  await session.query('ANALYZE')
  return result
}

async function requireTablesApplied(
  session: PostgresSession,
  schema: string,
  { schema: steps }: Migration,
): Promise<void> {
  const plan = await readPlan(session, { schema, steps })
  refuseContradictions(plan)
  const missing = selectPending(plan, { phase: 'tables' })
  if (missing.length === 0) return
  throw new MigrateError(
    'schema_not_applied',
    `The tables of v2 are not there: ${missing.length} of the schema steps that make them are pending in the schema "${schema}".`,
    'Run `betty-migrate schema apply` with the same database first.',
  )
}

async function isEmpty(session: PostgresSession, { records }: Migration): Promise<boolean> {
  for (const { target } of records) {
    const [found] = await session.query(`SELECT EXISTS (SELECT FROM ${quoteIdentifier(target)}) AS some`)
    if (found?.some === 't') return false
  }
  return true
}
