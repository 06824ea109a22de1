import { lookIntoSchema } from './enter-schema.ts'
import { hasRows } from './index-builds.ts'
import { readLedger } from './ledger.ts'
import { type PlannedStep, planSchema, type SchemaPlan } from './plan.ts'
import type { SqlSession } from './session.ts'
import type { Step } from './step.ts'

export interface SchemaState extends SchemaPlan {
  /** whether the schema is there */
  readonly exists: boolean
  /** those whose indexes would be built beside writers, because their table has rows */
  readonly concurrent: ReadonlySet<PlannedStep>
}

/** Asks the server how far the schema is, in a read-only transaction. */
export async function readPlan(
  session: SqlSession,
  { schema, steps }: { readonly schema: string; readonly steps: readonly Step[] },
): Promise<SchemaState> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    const exists = await lookIntoSchema(session, schema)
    const ledger = exists ? await readLedger(session) : undefined
    const plan = planSchema(steps, ledger ?? [])
    const concurrent = new Set<PlannedStep>()
    for (const planned of plan.steps) if (await hasRows(session, planned.step)) concurrent.add(planned)
    return { ...plan, exists, concurrent }
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}
