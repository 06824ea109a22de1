import { type DownRow, silentRow } from './codec.ts'
import type { RecordDefinition } from './record.ts'
import type { DraftRow, TargetRow } from './target-row.ts'

/**
 * A target row in which no member is absent that a codec fills. `up` always writes them; whoever adds rows to the
 * target need not. What is absent is taken as what a NULL cell becomes.
 */
export function fillAbsent(record: RecordDefinition, target: TargetRow, row: DownRow): TargetRow {
  const filled: DraftRow = { ...target }
  for (const item of Object.values(record.fields)) {
    if (item.kind !== 'field' || item.slot.get(filled) !== undefined) continue
    filled[item.slot.column] = { ...(filled[item.slot.column] as object | null) }
    item.slot.set(filled, item.codec.up(null, silentRow(row)))
  }
  return filled
}
