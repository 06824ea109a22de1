import { loadIsolating } from './load-isolating.ts'
import { type MappedChunk, mapChunk } from './map-chunk.ts'
import { noCounts, type TableCounts } from './ports.ts'
import type { Carrying, Mapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'
import { requireFew } from './require-few.ts'

interface CarriedRows {
  /** the last row before the first that waits for another, if one does */
  readonly held: bigint | undefined
  /** the last row that was read */
  readonly last: bigint | null
  /** true: `limit` ended it, and rows may be left */
  readonly isFull: boolean
}

/**
 * Carries the rows of one table over, from the checkpoint on. The checkpoint stays before the first row that waits for
 * another, so that the next run comes to it again.
 */
export async function carryRows(
  record: RecordDefinition,
  carrying: Carrying,
  mapRow: Mapping['mapRow'],
): Promise<CarriedRows> {
  const { source, target, options, tally } = carrying
  const table = record.source
  const checkpoint = await target.checkpoint(record)
  const total = source.tables.get(table) ?? 0
  let last = checkpoint?.lastKey ?? null
  let counts: TableCounts = checkpoint?.counts ?? noCounts
  let left = options.limit ?? Number.POSITIVE_INFINITY
  let held: bigint | undefined
  tally.begin(table, counts)
  const mapNext = async (): Promise<MappedChunk> => {
    const bounds = { ...options.bounds, rows: Math.min(options.bounds.rows, left) }
    const chunk = await mapChunk(record, carrying, mapRow, last, bounds)
    last = chunk.rows.at(-1)?.id ?? last
    left -= chunk.rows.length
    return chunk
  }
  let next = mapNext()
  for (;;) {
    const { rows, packed } = await next
    if (rows.length === 0) break
    next = mapNext()
    // a failure of it is told when its turn comes, unless this load fails before
    next.catch(() => undefined)
    const loading = { record, source, target, tally, packed }
    const firstWaiting = held === undefined ? rows.findIndex(({ kind }) => kind === 'waiting') : 0
    const free = firstWaiting < 0 ? rows : rows.slice(0, firstWaiting)
    const behind = firstWaiting < 0 ? [] : rows.slice(firstWaiting)
    counts = await loadIsolating(loading, free, counts, true)
    counts = await loadIsolating(loading, behind, counts, false)
    if (behind[0]) held ??= behind[0].id - 1n
    options.onProgress?.(table, counts, total)
    requireFew(tally, options.maxErrors)
  }
  return { held, last, isFull: left <= 0 }
}
