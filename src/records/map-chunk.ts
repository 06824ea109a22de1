import { type SourceRow, sizeOfRow } from './cell.ts'
import type { MappedChunk, ToldRow } from './mapped-chunk.ts'
import type { MappedRow } from './mapped-row.ts'
import type { ChunkBounds, RecordSource, RowPacker } from './ports.ts'
import { rawCell } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { Companion } from './row-up.ts'

/** So few rows that their objects die young, and that what is in flight beside is not kept waiting. */
const rowsAtOnce = 64

export interface ChunkMapping {
  readonly record: RecordDefinition
  readonly source: Pick<RecordSource, 'readChunk'>
  readonly createPacker: (record: RecordDefinition) => RowPacker
  readonly mapRow: (row: SourceRow) => MappedRow
}

/**
 * Maps and packs the rows after a key, a few at a time: in between, the rows before them go on their way to the target,
 * which so works at the same time.
 */
export async function mapChunk(
  { record, source, createPacker, mapRow }: ChunkMapping,
  after: bigint | null,
  bounds: ChunkBounds,
): Promise<MappedChunk> {
  const packer = createPacker(record)
  const keys: bigint[] = []
  const told = new Map<number, ToldRow>()
  const companions = new Map<string, { readonly companion: Companion; readonly places: number[] }>()
  /** bytes of source rows that are not packed, but kept */
  let kept = 0
  for (;;) {
    const bytes = bounds.bytes - packer.bytes - kept
    const most = Math.min(rowsAtOnce, bounds.rows - keys.length)
    if (bytes <= 0 || most <= 0) break
    const few = source.readChunk(record.source, record.key, keys.at(-1) ?? after, { rows: most, bytes })
    if (few.length === 0) break
    for (const cells of few) {
      const place = keys.push(cells[record.key] as bigint) - 1
      const row = mapRow(cells)
      if (row.kind !== 'landed') {
        told.set(place, row)
        kept += sizeOfRow(cells)
        continue
      }
      packer.add(row.up.row)
      for (const companion of row.up.companions) note(companions, companion, place)
      if (row.up.warnings.length > 0 || row.previous) told.set(place, tellLanded(row, cells))
    }
    await nextTurn()
  }
  return {
    keys: BigInt64Array.from(keys),
    told,
    companions: [...companions.values()],
    packed: packer.take(),
  }
}

function note(
  companions: Map<string, { readonly companion: Companion; readonly places: number[] }>,
  companion: Companion,
  place: number,
): void {
  const id = String(companion.row.id)
  const known = companions.get(id)
  if (known) known.places.push(place)
  else companions.set(id, { companion, places: [place] })
}

const tellLanded = (
  { up: { warnings }, previous }: Extract<MappedRow, { kind: 'landed' }>,
  cells: SourceRow,
): ToldRow => ({
  kind: 'landed',
  warnings: warnings.map((warning) => ({ warning, value: rawCell(cells[warning.column] ?? null) })),
  ...(previous && { previous }),
})

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
