import { parseJson, stringifyJson } from '../../json/json.ts'
import type { ColumnType, TargetValue } from '../../records/target-row.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import { formatTimestamp } from '../../time/timestamp.ts'

/** A value as the text that PostgreSQL reads for a parameter of that type. */
export function toParameter(type: ColumnType, value: TargetValue): string | null {
  if (value === null) return null
  if (type === 'jsonb') return stringifyJson(value)
  if (type === 'timestamptz') return formatTimestamp(value as bigint, ' ', 'Z')
  return String(value)
}

/** The expression that yields a column as a text that `fromText` reads without loss. */
export const textExpression = (type: ColumnType, column: string): string =>
  type === 'timestamptz' ? `trunc(extract(epoch FROM ${column}) * 1000000)::text` : `${column}::text`

/** `timestamptz` holds two values that are no times; these come as the text `Infinity` or `-Infinity`. */
export function fromText(type: ColumnType, text: string | null): TargetValue {
  if (text === null) return null
  switch (type) {
    case 'int8':
      return BigInt(text)
    case 'timestamptz':
      return text.endsWith('Infinity') ? text : BigInt(text)
    case 'float8':
      return Number(text)
    case 'bool':
      return text === 'true'
    case 'jsonb':
      return parseJson(text)
    case 'uuid':
    case 'text':
      return text
  }
}

export const columnList = (columns: Readonly<Record<string, ColumnType>>): string =>
  Object.keys(columns).map(quoteIdentifier).join(', ')
