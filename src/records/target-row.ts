import type { Json, JsonObject } from '../json/json.ts'

/** The PostgreSQL types that rows are loaded into. */
export type ColumnType = 'uuid' | 'int8' | 'text' | 'jsonb' | 'bool' | 'float8' | 'timestamptz'

/**
 * A value of a target column: `uuid` and `text` as string, `int8` as bigint, `timestamptz` as bigint
 * microseconds since 1970 UTC, `float8` as number, `jsonb` as Json.
 */
export type TargetValue = Json

export type TargetRow = Readonly<Record<string, TargetValue>>

export type DraftRow = Record<string, TargetValue>

/** A place in a target row: a column, one member of a JSON column, or all members but some. */
export interface Slot<V extends TargetValue | undefined = TargetValue | undefined> {
  readonly name: string
  readonly column: string
  /** for the members of a JSON column that belong to no other slot: those that do */
  readonly except?: readonly string[]
  get(row: TargetRow): V
  set(row: DraftRow, value: V): void
}

export const column = <V extends TargetValue>(name: string): Slot<V> => ({
  name,
  column: name,
  get: (row) => row[name] as V,
  set: (row, value) => {
    row[name] = value
  },
})

/** One member of a JSON object column; undefined means that the member is absent. The object is the draft's own. */
export const member = <V extends TargetValue | undefined>(name: string, key: string): Slot<V> => ({
  name: `${name}.${key}`,
  column: name,
  get: (row) => membersOf(row, name)[key] as V,
  set: (row, value) => {
    if (value === undefined) return
    row[name] ??= {}
    const members = row[name] as DraftRow
    members[key] = value
  },
})

/** The members of a JSON object column that belong to no other slot. The draft takes the object over as its own. */
export const otherMembers = (name: string, taken: readonly string[]): Slot<JsonObject> => ({
  name: `${name}.*`,
  column: name,
  except: taken,
  get: (row) =>
    Object.fromEntries(Object.entries(membersOf(row, name)).filter(([key]) => !taken.includes(key))),
  set: (row, value) => {
    row[name] = Object.assign(value, membersOf(row, name))
  },
})

const membersOf = (row: TargetRow, name: string): JsonObject => (row[name] ?? {}) as JsonObject
