import {
  createDatabaseFinding,
  type DatabaseFinding,
  type TableComparison,
} from '../compare/database-finding.ts'
import type { Catalog } from './catalog/catalog.ts'
import { compareCatalogs } from './catalog/compare-catalogs.ts'
import { readDeclaredCatalog } from './catalog/declared-catalog.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { lookIntoSchema } from './enter-schema.ts'
import { ledgerTable, readLedger } from './ledger.ts'
import { withNeeds } from './order-steps.ts'
import { planSchema, type SchemaPlan, type StepState, stepOf } from './plan.ts'
import type { SqlSession } from './session.ts'
import type { Step } from './step.ts'

export interface SchemaComparison {
  readonly findings: readonly DatabaseFinding[]
  /** declared and found objects, by table */
  readonly tables: Readonly<Record<string, TableComparison>>
  /** objects that were compared */
  readonly looked: number
}

/**
 * Compares a schema with what its applied steps declare, and the ledger with the declaration. Without a ledger, all
 * steps count as applied. Changes nothing: see `readDeclaredCatalog`.
 */
export async function verifySchema(
  session: SqlSession,
  { schema, steps }: { readonly schema: string; readonly steps: readonly Step[] },
): Promise<SchemaComparison> {
  const exists = await lookIntoSchema(session, schema)
  const ledger = exists ? await readLedger(session) : undefined
  const plan = planSchema(steps, ledger ?? [])
  const applied = plan.steps.filter(({ state }) => !ledger || state === 'applied' || state === 'changed')
  const made = withNeeds(plan.steps.map(stepOf), applied.map(stepOf))
  const declared = await readDeclaredCatalog(session, made)
  await lookIntoSchema(session, schema)
  const actual = exists ? await readCatalog(session) : []
  const differences = compareCatalogs(declared, actual)
  return {
    findings: [...differences, ...(ledger ? ledgerFindings(plan) : [])],
    tables: countByTable(declared, differences),
    looked: declared.length,
  }
}

const wrong: Readonly<Record<Exclude<StepState, 'applied'>, string>> = {
  pending: 'not applied',
  failed: 'begun, and not brought to its end',
  changed: 'applied in another form',
}

const ledgerFindings = (plan: SchemaPlan): DatabaseFinding[] => [
  ...plan.steps.flatMap(({ step, state }) =>
    state === 'applied' ? [] : [ledgerFinding(step.name, 'applied', wrong[state])],
  ),
  ...plan.unknown.map((row) => ledgerFinding(row.step, 'nothing', 'a step that is not declared')),
]

const ledgerFinding = (step: string, expected: string, actual: string): DatabaseFinding =>
  createDatabaseFinding({ code: 'ledger_differs', table: ledgerTable, key: `step ${step}`, expected, actual })

function countByTable(
  declared: Catalog,
  findings: readonly DatabaseFinding[],
): Readonly<Record<string, TableComparison>> {
  const tables = new Set(declared.map(({ table }) => table))
  const count = (table: string, code: DatabaseFinding['code']) =>
    findings.filter((finding) => finding.table === table && finding.code === code && !finding.info).length
  return Object.fromEntries(
    [...tables].map((table) => {
      const source = declared.filter((object) => object.table === table).length
      const isGone = findings.some(
        (finding) =>
          finding.table === table &&
          finding.key === '' &&
          !finding.column &&
          finding.code === 'schema_missing',
      )
      const missing = isGone ? source : count(table, 'schema_missing')
      const different = count(table, 'schema_differs')
      const extra = count(table, 'schema_extra')
      const equal = source - missing - different
      return [table, { source, equal, different, missing, extra, quarantined: 0, made_in_v2: 0 }]
    }),
  )
}
