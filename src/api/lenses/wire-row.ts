import { isJsonNumber, isJsonObject, type Json, type JsonObject, numberSource } from '../../json/json.ts'
import type { RecordDefinition } from '../../records/record.ts'
import type { ColumnType, TargetRow, TargetValue } from '../../records/target-row.ts'
import { formatTimestamp, parseTimestamp } from '../../time/timestamp.ts'

/** A target row as the target API sends it. */
export const toWireRow = (record: RecordDefinition, row: TargetRow): JsonObject =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, toWire(record.columns[column] ?? 'text', value)]),
  )

/** What the target API sent, as a target row; a value of another kind than its column counts as missing. */
export function fromWireRow(record: RecordDefinition, given: Json | undefined): TargetRow {
  const resource = isJsonObject(given) ? given : {}
  return Object.fromEntries(
    Object.entries(record.columns).map(([column, type]) => [
      column,
      fromWire(type, resource[column] ?? null),
    ]),
  )
}

const toWire = (type: ColumnType, value: TargetValue): Json =>
  type === 'timestamptz' && typeof value === 'bigint' ? formatTimestamp(value, 'T', 'Z') : value

function fromWire(type: ColumnType, json: Json): TargetValue {
  if (type === 'timestamptz')
    return typeof json === 'string' ? (parseTimestamp(json, (local) => local) ?? null) : null
  if (type === 'int8') return isJsonNumber(json) ? BigInt(numberSource(json)) : null
  return json
}
