import { type Json, parseJson } from '../oracle/json.ts'
import type { ColumnKind, TargetTable } from './columns.ts'
import { columns } from './columns.ts'
import { fieldsOf, type RowBytes } from './copied-rows.ts'
import { postgresEpoch } from './row-encoder.ts'

/** A v2 row in the form of the oracle's `ExpectedRow`; undefined: JSON that cannot be read. */
export type TargetRow = Readonly<Record<string, Json | undefined>>

/** What to select of a table, the v1 id first where it has one, so that `readRow` understands it. */
export const selectList = (table: TargetTable): string =>
  [
    ...(table === 'projects' ? [] : ['t.v1_id::int8']),
    ...columns[table].map(([name, kind]) => `t.${name}::${typeOf[kind]}`),
  ].join(', ')

const typeOf: Readonly<Record<ColumnKind, string>> = {
  id: 'text',
  text: 'text',
  json: 'text',
  boolean: 'bool',
  time: 'timestamptz',
  double: 'float8',
}

/** The v1 id that comes first in a row; undefined for NULL. */
export const keyOf = (row: RowBytes): bigint | undefined =>
  row.readInt32BE(2) < 0 ? undefined : row.readBigInt64BE(6)

export function readRow(row: RowBytes, table: TargetTable): TargetRow {
  const fields = fieldsOf(row)
  const values = table === 'projects' ? fields : fields.slice(1)
  return {
    ...(table !== 'projects' && { v1_id: keyOf(row)?.toString() ?? null }),
    ...Object.fromEntries(
      columns[table].map(([name, kind], at) => [name, readField(values[at] ?? null, kind)]),
    ),
  }
}

function readField(bytes: Buffer | null, kind: ColumnKind): Json | undefined {
  if (bytes === null) return null
  switch (kind) {
    case 'id':
    case 'text':
      return bytes.toString()
    case 'json':
      return parseJson(bytes.toString())
    case 'boolean':
      return bytes[0] === 1
    case 'double':
      return String(bytes.readDoubleBE())
    case 'time':
      return readTime(bytes.readBigInt64BE())
  }
}

/** PostgreSQL's infinities are the outermost integers. */
function readTime(micros: bigint): string {
  if (micros === 2n ** 63n - 1n) return 'infinity'
  if (micros === -(2n ** 63n)) return '-infinity'
  return String(micros + postgresEpoch)
}
