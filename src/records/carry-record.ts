import { loadIsolating } from './load-isolating.ts'
import { type MappedChunk, mapChunk } from './map-chunk.ts'
import { noCounts, type TableCounts } from './ports.ts'
import { type Carrying, prepareMapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'
import { requireFew } from './require-few.ts'

/**
 * Carries the rows of one table over, from the checkpoint on. The checkpoint stays before the first row that waits for
 * another, so that the next run comes to it again.
 * @returns the last row of which all before it are over, when rows are left for another run
 */
export async function carryRecord(record: RecordDefinition, carrying: Carrying): Promise<bigint | undefined> {
  const { source, target, options, tally } = carrying
  const { source: table, key } = record
  const { mapRow, resolveMissing } = await prepareMapping(record, carrying)
  const checkpoint = await target.checkpoint(record)
  const total = source.tables.get(table) ?? 0
  let after = checkpoint?.lastKey ?? null
  let counts: TableCounts = checkpoint?.counts ?? noCounts
  let left = options.limit ?? Number.POSITIVE_INFINITY
  let held: bigint | undefined
  tally.begin(table, counts)
  const mapNext = async (): Promise<MappedChunk> => {
    const bounds = { ...options.bounds, rows: Math.min(options.bounds.rows, left) }
    const chunk = await mapChunk(record, carrying, mapRow, after, bounds)
    after = chunk.rows.at(-1)?.id ?? after
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
  await target.finishRecord(record, source.highestKey(table, key))
  if (held !== undefined) return held
  const isCut = left <= 0 && source.readChunk(table, key, after, { rows: 1, bytes: 1 }).length > 0
  if (isCut) return after ?? undefined
  await resolveMissing()
  return undefined
}
