import { type MappedChunk, stayingPlaces, type ToldRow } from './mapped-chunk.ts'
import {
  type Batch,
  type LoadOutcome,
  type RecordSource,
  type RecordTarget,
  RowsRefused,
  type TableCounts,
} from './ports.ts'
import { leaveOutLargest, quarantine } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { Tally } from './tally.ts'

interface Loading {
  readonly source: RecordSource
  readonly target: RecordTarget
  readonly tally: Tally
}

/** Rows of a chunk that follow each other, by their places. */
export interface Span {
  readonly from: number
  /** the first place behind them */
  readonly to: number
}

/**
 * Loads rows of a chunk; when the target refuses one of them, that one alone goes into quarantine: the rows are halved
 * until it is found.
 * @returns the counts with these rows
 */
export async function loadIsolating(
  loading: Loading,
  record: RecordDefinition,
  chunk: MappedChunk,
  { from, to }: Span,
  before: TableCounts,
  movesCheckpoint: boolean,
): Promise<TableCounts> {
  if (from === to) return before
  const batch = batchOf(record, chunk, { from, to }, before, movesCheckpoint)
  try {
    const outcome = await loading.target.load(batch)
    tell(loading.tally, batch, outcome)
    const counts = countRows(chunk, { from, to }, before, outcome)
    loading.tally.tables[record.source] = counts
    return counts
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error
    if (to - from === 1) {
      const told = new Map(chunk.told).set(from, setAside(loading.source, record, chunk, from, error))
      return loadIsolating(loading, record, { ...chunk, told }, { from, to }, before, movesCheckpoint)
    }
    const middle = (from + to) >> 1
    const between = await loadIsolating(loading, record, chunk, { from, to: middle }, before, movesCheckpoint)
    return loadIsolating(loading, record, chunk, { from: middle, to }, between, movesCheckpoint)
  }
}

const lowestKey = -(2n ** 63n)

/** @throws what the refusal came from when the row has no part in it */
function setAside(
  source: RecordSource,
  record: RecordDefinition,
  { keys, told }: MappedChunk,
  place: number,
  refusal: RowsRefused,
): ToldRow {
  const row = told.get(place)
  if (row?.kind === 'quarantined') {
    const raw = leaveOutLargest(row.row.raw)
    if (raw) return { ...row, row: { ...row.row, raw } }
  }
  if (row && row.kind !== 'landed') throw refusal.cause ?? refusal
  const id = keys[place] as bigint
  const fault = { code: refusal.code, column: 'the row', reason: refusal.message }
  const before = id === lowestKey ? null : id - 1n
  const cells = source.readChunk(record.source, record.key, before, { rows: 1, bytes: 1 })[0] ?? {}
  return { kind: 'quarantined', row: quarantine(id, [fault], cells) }
}

function batchOf(
  record: RecordDefinition,
  chunk: MappedChunk,
  span: Span,
  before: TableCounts,
  movesCheckpoint: boolean,
): Batch {
  const isIn = (place: number) => place >= span.from && place < span.to
  const staying = stayingPlaces(chunk)
  const stayingBefore = (end: number) => staying.filter((place) => place < end).length
  const stay = new Set(staying.filter(isIn))
  const told = toldIn(chunk, span)
  const loaded: LoadOutcome = { landed: 0, alreadyThere: 0, inConflict: [] }
  return {
    record,
    rows: chunk.packed.slice(span.from - stayingBefore(span.from), span.to - stayingBefore(span.to)),
    keys: [...chunk.keys.subarray(span.from, span.to)].filter((_, at) => !stay.has(span.from + at)),
    companions: chunk.companions.flatMap(({ companion, places }) => (places.some(isIn) ? [companion] : [])),
    quarantined: told.flatMap(({ row }) => (row.kind === 'quarantined' ? [row.row] : [])),
    warnings: told.flatMap(({ id, row }) =>
      row.kind === 'landed'
        ? row.warnings.map((told) => ({ kind: 'warning' as const, table: record.source, id, ...told }))
        : [],
    ),
    previous: told.flatMap(({ row }) => (row.kind === 'landed' && row.previous ? [row.previous] : [])),
    checkpoint: movesCheckpoint
      ? {
          lastKey: chunk.keys[span.to - 1] as bigint,
          counts: countRows(chunk, span, before, loaded),
        }
      : null,
  }
}

const toldIn = ({ keys, told }: MappedChunk, { from, to }: Span) =>
  [...told].flatMap(([place, row]) =>
    place >= from && place < to ? [{ id: keys[place] as bigint, row }] : [],
  )

function countRows(chunk: MappedChunk, span: Span, before: TableCounts, outcome: LoadOutcome): TableCounts {
  const told = toldIn(chunk, span)
  const count = (...kinds: ToldRow['kind'][]) => told.filter(({ row }) => kinds.includes(row.kind)).length
  return {
    read: before.read + span.to - span.from,
    landed: before.landed + outcome.landed,
    alreadyThere: before.alreadyThere + outcome.alreadyThere,
    inConflict: before.inConflict + outcome.inConflict.length,
    quarantined: before.quarantined + count('quarantined', 'known'),
    waiting: before.waiting + count('waiting'),
  }
}

function tell(tally: Tally, { record, quarantined, warnings }: Batch, { inConflict }: LoadOutcome): void {
  const table = record.source
  for (const row of quarantined) tally.add({ kind: 'quarantined', table, row })
  for (const warning of warnings) tally.add(warning)
  for (const id of inConflict) tally.add({ kind: 'conflict', table, id })
}
