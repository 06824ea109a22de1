import { isJsonObject, type JsonObject } from '../json/json.ts'
import { type Cell, decodeCell, type SourceRow } from './cell.ts'
import type { DownRow } from './codec.ts'
import type { RecordDefinition } from './record.ts'
import type { TargetRow } from './target-row.ts'

/** What the way down needs to know beside the row. */
export type DownFacts = Pick<DownRow, 'origin' | 'instant'>

/** One target row on its way down, with what its complement keeps. The inverse of `rowUp` for rows that landed. */
export function rowDown(
  record: RecordDefinition,
  id: bigint,
  target: TargetRow,
  facts: DownFacts,
): SourceRow {
  const provenance = record.provenance.get(target)
  const complement =
    isJsonObject(provenance) && isJsonObject(provenance.complement) ? provenance.complement : {}
  const row: DownRow = { id, target, ...facts }
  const source: Record<string, Cell> = { [record.key]: id }
  for (const [name, item] of Object.entries(record.fields)) {
    if (item.kind !== 'field') continue
    const rest = Object.hasOwn(complement, name) ? complement[name] : undefined
    source[name] = item.codec.down(item.slot.get(target), rest, row)
  }
  const unknown = isJsonObject(complement.columns) ? complement.columns : ({} as JsonObject)
  for (const [name, cell] of Object.entries(unknown)) source[name] = decodeCell(cell)
  return source
}
