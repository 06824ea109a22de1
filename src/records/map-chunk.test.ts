import { expect, test } from 'vitest'
import type { SourceRow } from './cell.ts'
import { mapChunk } from './map-chunk.ts'
import type { MappedRow } from './mapped-row.ts'
import type { ChunkBounds, RecordSource, RowPacker } from './ports.ts'
import { defineRecord } from './record.ts'
import { member } from './target-row.ts'

const record = defineRecord({
  ...{ source: 'things', target: 'things', key: 'id', from: 'v1', fields: {}, unique: [], references: {} },
  columns: { metadata: 'jsonb' },
  provenance: member('metadata', 'migration'),
  identify: String,
  derive: () => ({}),
})

/** Rows 1 to 200, a text of 99 characters and a key of 8 bytes in each. */
const source = {
  readChunk(_table: string, _key: string, after: bigint | null, { rows, bytes }: ChunkBounds) {
    const first = Number(after ?? 0n) + 1
    const most = Math.min(rows, Math.max(1, Math.ceil(bytes / 107)), 201 - first)
    return Array.from({ length: most }, (_, at) => ({ id: BigInt(first + at), text: 'x'.repeat(99) }))
  },
} as unknown as RecordSource

/** Packs a row as 107 bytes, and hands over how many there are. */
function createPacker(): RowPacker {
  let length = 0
  return {
    add: () => {
      length += 1
    },
    get bytes() {
      return length * 107
    },
    take: () => ({ length, slice: () => ({}) as never }),
  }
}

const land = (row: SourceRow): MappedRow => {
  const id = row.id as bigint
  return { kind: 'landed', up: { kind: 'landed', id, row: {}, companions: [], warnings: [] } }
}
const wait = (): MappedRow => ({ kind: 'waiting' })

const idsOf = async (mapRow: typeof land, after: bigint | null, bounds: ChunkBounds) => {
  const { keys, packed } = await mapChunk({ record, source, createPacker, mapRow }, after, bounds)
  return { first: keys[0], last: keys.at(-1), packed: packed.length }
}

test('a chunk ends at so many rows, so many bytes, or the end of the source', async () => {
  expect(await idsOf(land, null, { rows: 150, bytes: 1e6 })).toEqual({ first: 1n, last: 150n, packed: 150 })
  expect(await idsOf(land, 150n, { rows: 150, bytes: 1e6 })).toEqual({ first: 151n, last: 200n, packed: 50 })
  expect(await idsOf(land, 10n, { rows: 150, bytes: 1070 })).toEqual({ first: 11n, last: 20n, packed: 10 })
  expect(await idsOf(land, 200n, { rows: 150, bytes: 1e6 })).toEqual({ packed: 0 })
})

test('rows that do not land count as well', async () => {
  expect(await idsOf(wait, null, { rows: 150, bytes: 1070 })).toEqual({ first: 1n, last: 10n, packed: 0 })
})
