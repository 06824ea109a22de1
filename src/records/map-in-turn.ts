import { mapChunk } from './map-chunk.ts'
import type { MappedChunk } from './mapped-chunk.ts'
import type { Carrying, Mapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'

/**
 * The rows of a table from a key on, in chunks, in order: one chunk is mapped while its consumer loads the one before.
 * Ends when the source does, or `limit`.
 */
export async function* mapInTurn(
  record: RecordDefinition,
  { source, target, options }: Carrying,
  { mapRow }: Mapping,
  after: bigint | null,
): AsyncGenerator<MappedChunk, void, void> {
  const mapping = { record, source, createPacker: target.createPacker, mapRow }
  let left = options.limit ?? Number.POSITIVE_INFINITY
  let last = after
  const mapNext = async (): Promise<MappedChunk> => {
    const chunk = await mapChunk(mapping, last, {
      ...options.bounds,
      rows: Math.min(options.bounds.rows, left),
    })
    last = chunk.keys.at(-1) ?? last
    left -= chunk.keys.length
    return chunk
  }
  let next = mapNext()
  for (;;) {
    const chunk = await next
    if (chunk.keys.length === 0) return
    next = mapNext()
    // a failure of it is told when its turn comes, unless its consumer fails before
    next.catch(() => undefined)
    yield chunk
  }
}
