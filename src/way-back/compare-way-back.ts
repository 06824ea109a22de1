import { type CellDifference, cellDifferences } from '../compare/rows-back.ts'
import type { PostgresSession } from '../databases/postgres/connect.ts'
import { readQuarantine } from '../databases/postgres/read-quarantine.ts'
import { type KeyColumns, readRecords } from '../databases/postgres/read-records.ts'
import type { SqliteSource } from '../databases/sqlite/sqlite-source.ts'
import { equalJson } from '../json/equal.ts'
import type { JsonObject } from '../json/json.ts'
import type { SourceRow } from '../records/cell.ts'
import { leaveOutLargest, rawRow } from '../records/quarantine.ts'
import type { RecordDefinition } from '../records/record.ts'
import { rowDown } from '../records/row-down.ts'
import type { Instant } from '../time/zone.ts'
import { rowsOf } from './rows-of.ts'

/** What became of one source row. */
export type RowFate =
  | { readonly kind: 'back'; readonly id: bigint; readonly differences: readonly CellDifference[] }
  | { readonly kind: 'quarantined'; readonly id: bigint; readonly isWhole: boolean }
  | { readonly kind: 'missing'; readonly id: bigint }

export interface WayBackSides {
  readonly source: SqliteSource
  /** `search_path` is the target schema */
  readonly session: PostgresSession
  readonly keys: KeyColumns
  readonly instant: Instant
}

/**
 * Looks for every source row of a record: in the target, from which it must come back down as it was, or whole in quarantine.
 * That proves that nothing is lost, whatever its codecs are; not that what the target says is what was meant.
 */
export async function* compareWayBack(
  record: RecordDefinition,
  { source, session, keys, instant }: WayBackSides,
): AsyncGenerator<RowFate> {
  const quarantined = await readQuarantined(session, record)
  const landed = readRecords(session, record, keys)
  let next = await landed.next()
  for (const original of rowsOf(source, record)) {
    const id = original[record.key] as bigint
    while (!next.done && next.value.id < id) next = await landed.next()
    if (!next.done && next.value.id === id) {
      const { row, origin } = next.value
      const back = rowDown(record, id, row, { origin, instant })
      yield { kind: 'back', id, differences: cellDifferences(original, back) }
      continue
    }
    const raw = quarantined.get(id)
    yield raw ? { kind: 'quarantined', id, isWhole: isWhole(raw, original) } : { kind: 'missing', id }
  }
  await landed.return(undefined)
}

/** They are few, and the session is taken once the rows are read. */
async function readQuarantined(
  session: PostgresSession,
  { source }: RecordDefinition,
): Promise<ReadonlyMap<bigint, JsonObject>> {
  const found = new Map<bigint, JsonObject>()
  const waiting = `source_table = '${source.replaceAll("'", "''")}' AND resolved_at IS NULL`
  for await (const { source_key: key, raw } of readQuarantine(session, waiting)) found.set(key, raw)
  return found
}

function isWhole(raw: JsonObject, original: SourceRow): boolean {
  const expected = rawRow(original)
  return equalJson(raw, expected) || equalJson(raw, leaveOutLargest(expected) ?? expected)
}
