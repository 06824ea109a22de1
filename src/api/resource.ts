import { equalJson } from '../json/equal.ts'
import { isJsonNumber, isJsonObject, type Json, type JsonObject, numberSource } from '../json/json.ts'
import { encodeCell } from '../records/cell.ts'
import { silentRow, type UpRow } from '../records/codec.ts'
import type { Field, RecordDefinition } from '../records/record.ts'
import type { DownFacts } from '../records/row-down.ts'
import type { ColumnType, DraftRow, TargetRow, TargetValue } from '../records/target-row.ts'
import { formatTimestamp, parseTimestamp } from '../time/timestamp.ts'
import { Refusal } from './exchange.ts'
import type { Lens } from './lens.ts'
import type { Change } from './mapping.ts'
import type { Shown } from './shown.ts'

interface ResourceView {
  /** source column → how the source API shows it, in the order of its fields */
  readonly shown: Readonly<Record<string, Shown>>
  readonly changes: readonly Change[]
}

/**
 * A row of a record as the two APIs show it, derived from the record's own codecs: an answer comes down through
 * them and the complement, a request (any of the fields) goes up. What the target cannot give back to the source
 * API is put beside it in the complement, as the conversion of rows does.
 */
export function resource(record: RecordDefinition, view: ResourceView): Lens {
  const fields = Object.entries(view.shown).map(([name, shown]) => ({
    name,
    shown,
    field: fieldOf(record, name),
  }))
  return {
    changes: view.changes,

    up(value, facts) {
      if (!isJsonObject(value)) throw new Refusal(400, 'the body is not a JSON object')
      const draft: DraftRow = {}
      const complement: Record<string, Json> = {}
      for (const { name, shown, field } of fields) {
        const given = value[name]
        if (given === undefined) continue
        const cell = shown.read(given)
        const row = requestRow(name, facts)
        const target = field.codec.up(cell, row)
        field.slot.set(draft, target)
        const down = { id: null, target: draft, ...facts }
        const back = shown.show(target ?? null, () => field.codec.down(target, undefined, down))
        if (!equalJson(back, given))
          complement[name] = field.codec.rest(cell, target, row) ?? encodeCell(cell)
      }
      if (Object.keys(complement).length > 0) record.provenance.set(draft, { from: record.from, complement })
      return Object.fromEntries(
        Object.entries(draft).map(([column, target]) => [column, toWire(typeOf(record, column), target)]),
      )
    },

    down(value, facts) {
      const resource = isJsonObject(value) ? value : {}
      const target: TargetRow = fromWireRow(record, resource)
      const provenance = record.provenance.get(target)
      const kept =
        isJsonObject(provenance) && isJsonObject(provenance.complement) ? provenance.complement : {}
      const row = { id: null, target, ...facts }
      const out: [string, Json][] = fields.map(({ name, shown, field }) => {
        const held = field.slot.get(target)
        return [name, shown.show(held ?? null, () => field.codec.down(held, kept[name], row))]
      })
      return Object.fromEntries([[record.key, resource.v1_id ?? null], ...out])
    },
  }
}

function fieldOf(record: RecordDefinition, name: string): Field {
  const item = record.fields[name]
  if (item?.kind !== 'field') throw new TypeError(`${record.source} has no field "${name}" to show`)
  return item
}

const typeOf = (record: RecordDefinition, column: string): ColumnType => record.columns[column] ?? 'text'

const fromWireRow = (record: RecordDefinition, resource: JsonObject): TargetRow =>
  Object.fromEntries(
    Object.entries(record.columns).map(([column, type]) => [
      column,
      fromWire(type, resource[column] ?? null),
    ]),
  )

const toWire = (type: ColumnType, value: TargetValue): Json =>
  type === 'timestamptz' && typeof value === 'bigint' ? formatTimestamp(value, 'T', 'Z') : value

function fromWire(type: ColumnType, json: Json): TargetValue {
  if (type === 'timestamptz')
    return typeof json === 'string' ? (parseTimestamp(json, (local) => local) ?? null) : null
  if (type === 'int8') return isJsonNumber(json) ? BigInt(numberSource(json)) : null
  return json
}

/** A request speaks of one row alone: what it refers to is for the target to check. */
const requestRow = (name: string, facts: DownFacts): UpRow => ({
  ...silentRow({ id: null, target: {}, ...facts }),
  refuse: (_code, reason) => {
    throw new Refusal(400, `${name} ${reason}`)
  },
})
