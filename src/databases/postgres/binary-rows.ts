import { stringifyJson } from '../../json/json.ts'
import type { ColumnType, TargetRow, TargetValue } from '../../records/target-row.ts'
import type { ByteWriter } from './byte-writer.ts'

/** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
const postgresEpoch = 946_684_800_000_000n

/** Writes rows as they stand between the header and the trailer of a `COPY … (FORMAT binary)`. */
export function encoderOf(
  columns: Readonly<Record<string, ColumnType>>,
): (bytes: ByteWriter, row: TargetRow) => void {
  const entries = Object.entries(columns).map(([name, type]) => ({ name, write: writers[type] }))
  return (bytes, row) => {
    bytes.int16(entries.length)
    for (const { name, write } of entries) {
      const value = row[name] ?? null
      if (value === null) bytes.int32(-1)
      else write(bytes, value)
    }
  }
}

/** Writes the length of a value in bytes, then the value. */
type ValueWriter = (bytes: ByteWriter, value: TargetValue) => void

/** The version of its format stands before the text of a `jsonb`. */
const jsonbVersion = 1

const sharedTexts = new WeakMap<object, string>()

/** What is frozen is the same in many rows: its text is made once. */
function jsonText(value: TargetValue): string {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return stringifyJson(value)
  const known = sharedTexts.get(value)
  if (known !== undefined) return known
  const text = stringifyJson(value)
  sharedTexts.set(value, text)
  return text
}

const writers: Readonly<Record<ColumnType, ValueWriter>> = {
  text: (bytes, value) => bytes.sizedText(value as string),
  jsonb: (bytes, value) => bytes.sizedText(jsonText(value), jsonbVersion),
  uuid(bytes, value) {
    bytes.int32(16)
    bytes.uuid(value as string)
  },
  bool(bytes, value) {
    bytes.int32(1)
    bytes.byte(value ? 1 : 0)
  },
  int8(bytes, value) {
    bytes.int32(8)
    bytes.int64(value as bigint)
  },
  timestamptz(bytes, value) {
    bytes.int32(8)
    bytes.int64((value as bigint) - postgresEpoch)
  },
  float8(bytes, value) {
    bytes.int32(8)
    bytes.double(value as number)
  },
}
