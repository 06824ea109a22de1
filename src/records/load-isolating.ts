import type { CarriedRow } from './mapped-row.ts'
import {
  type Batch,
  type LoadOutcome,
  type PackedRows,
  type RecordSource,
  type RecordTarget,
  RowsRefused,
  type TableCounts,
} from './ports.ts'
import { leaveOutLargest, quarantine, rawCell } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { Tally, WarningEvent } from './tally.ts'

interface Loading {
  readonly record: RecordDefinition
  readonly source: RecordSource
  readonly target: RecordTarget
  readonly packed: PackedRows
  readonly tally: Tally
}

/**
 * Loads rows; when the target refuses one of them, that one alone goes into quarantine: the rows are halved until it
 * is found.
 * @returns the counts with these rows
 */
export async function loadIsolating(
  loading: Loading,
  rows: readonly CarriedRow[],
  before: TableCounts,
  movesCheckpoint: boolean,
): Promise<TableCounts> {
  if (rows.length === 0) return before
  const batch = batchOf(loading, rows, before, movesCheckpoint)
  try {
    const outcome = await loading.target.load(batch)
    tell(loading, batch, outcome)
    const counts = countRows(rows, before, outcome)
    loading.tally.tables[loading.record.source] = counts
    return counts
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error
    const [row] = rows
    if (rows.length === 1 && row)
      return loadIsolating(loading, [setAside(loading, row, error)], before, movesCheckpoint)
    const middle = rows.length >> 1
    const between = await loadIsolating(loading, rows.slice(0, middle), before, movesCheckpoint)
    return loadIsolating(loading, rows.slice(middle), between, movesCheckpoint)
  }
}

const lowestKey = -(2n ** 63n)

/** @throws what the refusal came from when the row has no part in it */
function setAside({ record, source }: Loading, row: CarriedRow, refusal: RowsRefused): CarriedRow {
  if (row.kind === 'quarantined') {
    const raw = leaveOutLargest(row.row.raw)
    if (raw) return { ...row, row: { ...row.row, raw } }
  }
  if (row.kind !== 'landed') throw refusal.cause ?? refusal
  const fault = { code: refusal.code, column: 'the row', reason: refusal.message }
  const before = row.id === lowestKey ? null : row.id - 1n
  const cells = source.readChunk(record.source, record.key, before, { rows: 1, bytes: 1 })[0] ?? {}
  return { kind: 'quarantined', id: row.id, row: quarantine(row.id, [fault], cells) }
}

function batchOf(
  { record, packed }: Loading,
  rows: readonly CarriedRow[],
  before: TableCounts,
  movesCheckpoint: boolean,
): Batch {
  const landed = rows.filter((row) => row.kind === 'landed')
  const companions = new Map(
    landed.flatMap((row) => row.companions.map((item) => [String(item.row.id), item])),
  )
  const loaded: LoadOutcome = { landed: 0, alreadyThere: 0, inConflict: [] }
  return {
    record,
    rows: packed.slice(landed[0]?.place ?? 0, (landed.at(-1)?.place ?? -1) + 1),
    keys: landed.map(({ id }) => id),
    companions: [...companions.values()],
    quarantined: rows.flatMap((row) => (row.kind === 'quarantined' ? [row.row] : [])),
    warnings: landed.flatMap((row) => warningsOf(record.source, row)),
    previous: landed.flatMap(({ previous }) => (previous ? [previous] : [])),
    checkpoint: movesCheckpoint
      ? { lastKey: (rows.at(-1) as CarriedRow).id, counts: countRows(rows, before, loaded) }
      : null,
  }
}

function countRows(rows: readonly CarriedRow[], before: TableCounts, outcome: LoadOutcome): TableCounts {
  const count = (...kinds: CarriedRow['kind'][]) => rows.filter(({ kind }) => kinds.includes(kind)).length
  return {
    read: before.read + rows.length,
    landed: before.landed + outcome.landed,
    alreadyThere: before.alreadyThere + outcome.alreadyThere,
    inConflict: before.inConflict + outcome.inConflict.length,
    quarantined: before.quarantined + count('quarantined', 'known'),
    waiting: before.waiting + count('waiting'),
  }
}

const warningsOf = (
  table: string,
  { id, warnings, source = {} }: Extract<CarriedRow, { kind: 'landed' }>,
): WarningEvent[] =>
  warnings.map((warning) => ({
    kind: 'warning',
    table,
    id,
    warning,
    value: rawCell(source[warning.column] ?? null),
  }))

function tell(
  { record, tally }: Loading,
  { quarantined, warnings }: Batch,
  { inConflict }: LoadOutcome,
): void {
  const table = record.source
  for (const row of quarantined) tally.add({ kind: 'quarantined', table, row })
  for (const warning of warnings) tally.add(warning)
  for (const id of inConflict) tally.add({ kind: 'conflict', table, id })
}
