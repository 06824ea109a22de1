import type { KeyRange } from '../../databases/postgres/workers/key-ranges.ts'
import type { SqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import type { RecordDefinition } from '../../records/record.ts'

/** Cuts the keys of a table above `after` into ranges of about so many rows, in order and without gaps. */
export function cutRanges(
  source: SqliteSource,
  { source: table, key }: RecordDefinition,
  after: bigint | null,
  rows: number,
): readonly KeyRange[] {
  const highest = source.highestKey(table, key)
  if (highest === null || (after !== null && after >= highest)) return []
  const [, ...firstKeys] = source.everyNth(table, key, rows)
  const ends = [...firstKeys.map((first) => first - 1n), highest].filter(
    (end) => after === null || end > after,
  )
  return ends.map((through, place) => ({ after: ends[place - 1] ?? after, through }))
}

/** So many that all workers come to their end together, and not so few that a range is over in no time. */
export const chooseRangeRows = (rows: number, workers: number): number =>
  Math.min(20_000, Math.max(1000, Math.ceil(rows / (workers * 8))))
