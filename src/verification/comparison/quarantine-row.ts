import { type Json, parseJson } from '../oracle/json.ts'
import { fieldsOf, type RowBytes } from './copied-rows.ts'

export interface QuarantineRow {
  /** the v1 id that the key stands for; below all of them if it stands for none */
  readonly id: bigint
  readonly sourceTable: string
  readonly sourceKey: string
  readonly code: string
  /** undefined: JSON that cannot be read */
  readonly raw: Json | undefined
}

/** What to select of `migration_quarantine`, so that `readQuarantined` understands it. */
export const quarantineList = 't.source_table::text, t.source_key::text, t.reason_code::text, t.raw::text'

export function readQuarantined(row: RowBytes): QuarantineRow {
  const [sourceTable = '', sourceKey = '', code = '', raw = 'null'] = fieldsOf(row).map((field) =>
    field?.toString(),
  )
  return { id: numberIn(sourceKey), sourceTable, sourceKey, code, raw: parseJson(raw) }
}

const numberIn = (sourceKey: string): bigint => (/^-?\d+$/.test(sourceKey) ? BigInt(sourceKey) : -(2n ** 64n))
