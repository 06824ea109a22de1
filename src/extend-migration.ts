import type { Mapping } from './api/mapping.ts'
import { type Api, defineApi, type OperationDeclaration } from './api/operation.ts'
import type { Route } from './api/route.ts'
import { MigrateError } from './errors.ts'
import { defineMigration, type Migration } from './migration.ts'
import { type Dropped, defineRecord, type Field, type RecordDefinition } from './records/record.ts'
import type { ColumnType } from './records/target-row.ts'
import type { Step } from './schema/step.ts'

/** What somebody changes in a migration, or adds to it. */
export interface MigrationExtension {
  /** further steps of the target schema */
  readonly steps?: readonly Step[]
  /** source columns of a record, by its source table: each takes the place of the one of that name, or is added */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, Field | Dropped>>>>
  /** further target columns that are loaded, by target table */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>
  /**
   * Records of further tables, whose target tables have `id uuid`, `v1_id bigint` and `created_at timestamptz`; one of a
   * known source table takes the place of the whole record
   */
  readonly records?: readonly RecordDefinition[]
  /** further endpoints of the two APIs, by their ids */
  readonly operations?: {
    readonly source?: Readonly<Record<string, OperationDeclaration>>
    readonly target?: Readonly<Record<string, OperationDeclaration>>
  }
  /** endpoint mappings: each takes the place of the one from the same source endpoint, or is added */
  readonly mappings?: readonly Mapping[]
}

/**
 * A migration with an extension: a declaration as any other, from which everything else is derived.
 * @param declare the migration over its records, so that what it derives from them follows a change of them
 * @throws MigrateError `definition_invalid` that names the place
 */
export function extendMigration(
  records: readonly RecordDefinition[],
  declare: (records: readonly RecordDefinition[]) => Migration,
  extension: MigrationExtension,
): Migration {
  const { steps = [], records: own = [], operations = {}, mappings = [] } = extension
  requireKnown('fields', extension.fields, [...records, ...own], 'source')
  requireKnown('columns', extension.columns, [...records, ...own], 'target')
  const changed = records.map((record) =>
    changeRecord(own.find(({ source }) => source === record.source) ?? record, extension),
  )
  const added = own.filter(({ source }) => !records.some((record) => record.source === source))
  const base = declare(changed)
  const { source, target } = base.apis
  return defineMigration({
    ...base,
    schema: [...base.schema, ...steps],
    records: [...base.records, ...added.map((record) => changeRecord(record, extension))],
    keys: { ...Object.fromEntries(added.map((record) => [record.target, 'v1_id'])), ...base.keys },
    apis: {
      source: withOperations(source, operations.source),
      target: withOperations(target, operations.target),
    },
    mappings: [
      ...base.mappings.filter(({ from }) => !mappings.some((mine) => isSame(mine.from, from))),
      ...mappings,
    ],
  })
}

function changeRecord(record: RecordDefinition, { fields, columns }: MigrationExtension): RecordDefinition {
  const [mine, more] = [fields?.[record.source], columns?.[record.target]]
  if (!mine && !more) return record
  return defineRecord({
    ...record,
    fields: { ...record.fields, ...mine },
    columns: { ...record.columns, ...more },
  })
}

function withOperations(api: Api, more: Readonly<Record<string, OperationDeclaration>> = {}): Api {
  const known = api.operations.find(({ id }) => Object.hasOwn(more, id))
  if (known) throw invalid(`the operation "${known.id}" of ${api.title} is there already`)
  const added = defineApi({ ...api, operations: more }).operations
  const taken = added.find(({ route }) => api.operations.some((operation) => isSame(operation.route, route)))
  if (taken) throw invalid(`${taken.route.method} ${taken.route.path} of ${api.title} is there already`)
  return { ...api, operations: [...api.operations, ...added] }
}

function requireKnown(
  what: string,
  given: Readonly<Record<string, unknown>> = {},
  records: readonly RecordDefinition[],
  side: 'source' | 'target',
): void {
  const unknown = Object.keys(given).find((table) => !records.some((record) => record[side] === table))
  if (unknown !== undefined)
    throw invalid(`${what} of "${unknown}": no record has this ${side} table; give it one in records`)
}

const isSame = (a: Route, b: Route): boolean => a.method === b.method && a.path === b.path

const invalid = (what: string): MigrateError =>
  new MigrateError(
    'definition_invalid',
    `The migration cannot be extended: ${what}.`,
    'Correct the extension.',
  )
