import { MigrateError } from '../errors.ts'
import type { Codec } from './codec.ts'
import type { ColumnType, DraftRow, Slot, TargetRow, TargetValue } from './target-row.ts'

/** A source column that has no place of its own in the target, and why. */
export interface Dropped {
  readonly kind: 'dropped'
  readonly reason: string
}

/** A source column, the place of its value in the target, and the codec between them. */
export interface Field {
  readonly kind: 'field'
  readonly slot: Slot
  readonly codec: Codec<TargetValue | undefined>
}

/** A target column whose values are unique, and what becomes of a value that is taken. */
export interface UniqueColumn {
  readonly column: string
  /** values that no source row may keep */
  readonly reserved: readonly string[]
  /** two values collide when their keys are equal */
  key(value: string): string
  /** what the later row gets instead; called again on its own result while that is taken too */
  substitute(value: string, id: bigint): string | null
}

/** How the rows of one source table become rows of one target table, and back. */
export interface RecordDefinition<Column extends string = string> {
  readonly source: string
  readonly target: string
  /** INTEGER PRIMARY KEY of the source */
  readonly key: string
  /** every other source column that the contract knows */
  readonly fields: Readonly<Record<Column, Field | Dropped>>
  /** every target column that is loaded, with its type */
  readonly columns: Readonly<Record<string, ColumnType>>
  /** UUID of the target row */
  identify(id: bigint): string
  /** target columns that follow from the others and from the identity */
  derive(row: TargetRow, id: bigint): DraftRow
  /** where `{from, v1_id, complement}` is kept */
  readonly provenance: Slot
  /** value of `from` in the provenance */
  readonly from: string
  readonly unique: readonly UniqueColumn[]
  /** target columns that hold the UUID of a row of another table: column → table */
  readonly references: Readonly<Record<string, string>>
}

export const field = <V extends TargetValue | undefined>(slot: Slot<V>, codec: Codec<V>): Field => ({
  kind: 'field',
  slot: slot as unknown as Slot,
  codec: codec as unknown as Codec<TargetValue | undefined>,
})

export const dropped = (reason: string): Dropped => ({ kind: 'dropped', reason })

/**
 * Checks a record when it is defined, so that a gap shows before a database is opened.
 * @throws MigrateError `definition_invalid` for a slot outside the target columns, or a place written twice, also in part
 */
export function defineRecord<Column extends string>(
  record: RecordDefinition<Column>,
): RecordDefinition<Column> {
  const places = new Set<string>()
  const fields: [string, Field | Dropped][] = Object.entries(record.fields)
  const slots = fields.flatMap(([name, item]) => (item.kind === 'field' ? [{ name, slot: item.slot }] : []))
  for (const { name, slot } of [...slots, { name: 'provenance', slot: record.provenance }]) {
    if (!(slot.column in record.columns))
      throw invalid(record, `"${name}" goes to "${slot.name}", but there is no such target column`)
    if (places.has(slot.name)) throw invalid(record, `two source columns go to "${slot.name}"`)
    places.add(slot.name)
  }
  for (const { name, slot } of slots) {
    if (slot.name !== slot.column && places.has(slot.column))
      throw invalid(record, `"${name}" goes to a part of "${slot.column}", which another goes to as a whole`)
  }
  refuseOverlaps(record, [...slots, { name: 'provenance', slot: record.provenance }])
  for (const name of [...record.unique.map((rule) => rule.column), ...Object.keys(record.references)]) {
    if (!(name in record.columns)) throw invalid(record, `"${name}" is not a target column`)
  }
  return record
}

/** A member of its own, and all members but some: the latter must leave out the former. */
function refuseOverlaps(
  record: { source: string; target: string },
  slots: readonly { readonly name: string; readonly slot: Slot }[],
): void {
  for (const { name, slot: rest } of slots) {
    if (!rest.except) continue
    const others = slots.filter(({ slot }) => slot !== rest && slot.column === rest.column)
    const taken = others.find(
      ({ slot }) => !rest.except?.some((key) => slot.name === `${slot.column}.${key}`),
    )
    if (taken)
      throw invalid(
        record,
        `"${name}" takes all members of "${rest.column}" that it does not leave out, and "${taken.name}" goes to "${taken.slot.name}"`,
      )
  }
}

const invalid = (record: { source: string; target: string }, what: string): MigrateError =>
  new MigrateError(
    'definition_invalid',
    `Record ${record.source} → ${record.target}: ${what}.`,
    'Correct the declaration of this record.',
  )
