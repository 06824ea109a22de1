import { type SourceRow, sizeOfRow } from './cell.ts'
import type { CarriedRow, MappedRow } from './mapped-row.ts'
import type { ChunkBounds, PackedRows } from './ports.ts'
import type { Carrying, Mapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'

/** Source rows on their way, in order: what is told of each, and those that land as the target takes them. */
export interface MappedChunk {
  readonly rows: readonly CarriedRow[]
  readonly packed: PackedRows
}

/** So few rows that their objects die young, and that what is in flight beside is not kept waiting. */
const rowsAtOnce = 64

/**
 * Maps and packs the rows after a key, a few at a time: in between, the rows before them go on their way to the target,
 * which so works at the same time.
 */
export async function mapChunk(
  record: RecordDefinition,
  { source, target }: Pick<Carrying, 'source' | 'target'>,
  mapRow: Mapping['mapRow'],
  after: bigint | null,
  bounds: ChunkBounds,
): Promise<MappedChunk> {
  const packer = target.createPacker(record)
  const rows: CarriedRow[] = []
  let place = 0
  /** of source rows that are not packed, but kept */
  let kept = 0
  for (;;) {
    const bytes = bounds.bytes - packer.bytes - kept
    const most = Math.min(rowsAtOnce, bounds.rows - rows.length)
    if (bytes <= 0 || most <= 0) break
    const last = rows.at(-1)?.id ?? after
    const few = source.readChunk(record.source, record.key, last, { rows: most, bytes })
    if (few.length === 0) break
    for (const cells of few) {
      const row = mapRow(cells)
      if (row.kind === 'landed') {
        packer.add(row.up.row)
        rows.push(lighten(row, cells, place))
        place += 1
      } else {
        rows.push(row)
        kept += sizeOfRow(cells)
      }
    }
    await nextTurn()
  }
  return { rows, packed: packer.take() }
}

function lighten(
  { id, up, previous }: Extract<MappedRow, { kind: 'landed' }>,
  source: SourceRow,
  place: number,
): CarriedRow {
  const { companions, warnings } = up
  return {
    ...{ kind: 'landed', id, place, companions, warnings },
    ...(warnings.length > 0 && { source }),
    ...(previous && { previous }),
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
