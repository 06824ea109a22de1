import { coverageFault } from './api/coverage.ts'
import type { Mapping } from './api/mapping.ts'
import type { Api } from './api/operation.ts'
import { MigrateError } from './errors.ts'
import type { RecordDefinition } from './records/record.ts'
import type { ColumnType } from './records/target-row.ts'
import { orderSteps } from './schema/order-steps.ts'
import type { Step } from './schema/step.ts'

/** A whole migration as one declaration: the target schema, the rows and the API, each both ways. */
export interface Migration {
  readonly name: string
  readonly schema: readonly Step[]
  /** in an order in which each comes after those it refers to */
  readonly records: readonly RecordDefinition[]
  /** target tables beside those of the records to which rows are added on demand, and their columns */
  readonly companions: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>
  /** target column that holds the source key, by table */
  readonly keys: Readonly<Record<string, string>>
  /** SQL that is run in the target when all rows are over; running it again changes nothing */
  readonly completion: readonly string[]
  readonly apis: { readonly source: Api; readonly target: Api }
  /** one for each operation of the source API */
  readonly mappings: readonly Mapping[]
}

/**
 * Checks a migration when it is declared, before anything is opened.
 * @throws MigrateError `definition_invalid` that names the place
 */
export function defineMigration(migration: Migration): Migration {
  orderSteps(migration.schema)
  refuseTwice(
    'record of source table',
    migration.records.map((record) => record.source),
  )
  refuseTwice(
    'record of target table',
    migration.records.map((record) => record.target),
  )
  refuseTwice(
    'mapping',
    migration.mappings.map((mapping) => mapping.id),
  )
  const fault = coverageFault(migration.apis, migration.mappings)
  if (fault !== undefined) throw invalid(fault)
  const known = new Set([
    ...migration.records.map((record) => record.target),
    ...Object.keys(migration.companions),
  ])
  for (const record of migration.records) {
    for (const [column, table] of Object.entries(record.references)) {
      if (!known.has(table))
        throw invalid(`record ${record.source}: "${column}" refers to the unknown table "${table}"`)
    }
  }
  return migration
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw invalid(`${what} "${twice}" is declared twice`)
}

const invalid = (what: string): MigrateError =>
  new MigrateError(
    'definition_invalid',
    `The migration is not complete: ${what}.`,
    'Correct the declaration.',
  )
