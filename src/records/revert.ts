import type { JsonObject } from '../json/json.ts'
import { type Cell, MalformedText, type SourceRow } from './cell.ts'
import type { DownRow } from './codec.ts'
import { fillAbsent } from './fill-absent.ts'
import { readRawRow } from './raw-row.ts'
import type { RecordDefinition } from './record.ts'
import { rowDown } from './row-down.ts'
import type { TargetRow } from './target-row.ts'

/** A target row with its source key, and the source keys of the rows that it refers to. */
export interface KeyedRow extends Pick<DownRow, 'origin'> {
  readonly id: bigint
  readonly row: TargetRow
}

/** One moment of a target database, read-only. */
export interface RevertSource {
  /** how many rows of a record there are, those in quarantine included */
  count(record: RecordDefinition): Promise<number>
  /** in order of their source key; rows that were made in the target have keys of their own */
  rows(record: RecordDefinition): AsyncIterable<KeyedRow>
  /** the source rows that are in quarantine, as it keeps them, in order of their key */
  quarantined(record: RecordDefinition): AsyncIterable<{ readonly key: bigint; readonly raw: JsonObject }>
}

/** Where source rows are written. */
export interface RowSink {
  /** false when the table has a row of that key already */
  put(table: string, row: SourceRow): boolean
}

export interface RevertOptions extends Pick<DownRow, 'instant'> {
  /** in an order in which each comes after those it refers to */
  readonly records: readonly RecordDefinition[]
  /** whether a row is gone for those who use the target, although it is still there */
  isDeleted(record: RecordDefinition, row: TargetRow): boolean
  readonly onProgress?: (table: string, done: number, total: number) => void
}

/** What became of the rows of one table: read = the sum of all others. */
export interface RevertCounts {
  readonly read: number
  readonly migrated: number
  readonly made_in_v2: number
  readonly from_quarantine: number
  /** deleted in the target, so they do not come back */
  readonly deleted: number
  /** not deleted, but they refer to a row that is */
  readonly of_deleted: number
  /** in quarantine, but in the target as well, which counts */
  readonly twice: number
  /** they hold what no source row can */
  readonly failed: number
}

export interface FailedRow {
  readonly table: string
  /** source key, as text for JSON */
  readonly id: string
  readonly reason: string
}

export interface RevertResult {
  readonly tables: Readonly<Record<string, RevertCounts>>
  readonly failed: readonly FailedRow[]
}

type Fate = Exclude<keyof RevertCounts, 'read'>

/** Carries every row of the target, and every row in quarantine, back into source form. */
export async function revert(
  source: RevertSource,
  sink: RowSink,
  options: RevertOptions,
): Promise<RevertResult> {
  const tables: Record<string, RevertCounts> = {}
  const failed: FailedRow[] = []
  const deleted = new Set<string>()
  for (const record of options.records) {
    const counts = { ...noRows }
    const total = await source.count(record)
    const note = (fate: Fate): void => {
      counts[fate] += 1
      counts.read += 1
      options.onProgress?.(record.source, counts.read, total)
    }
    for await (const keyed of source.rows(record))
      note(putBack(record, keyed, sink, options, deleted, failed))
    for await (const { key, raw } of source.quarantined(record))
      note(putRaw(record, String(key), raw, sink, failed))
    tables[record.source] = counts
  }
  return { tables, failed }
}

function putBack(
  record: RecordDefinition,
  { id, row, origin }: KeyedRow,
  sink: RowSink,
  { isDeleted, instant }: RevertOptions,
  deleted: Set<string>,
  failed: FailedRow[],
): Fate {
  if (isDeleted(record, row)) {
    deleted.add(String(row.id))
    return 'deleted'
  }
  if (Object.keys(record.references).some((column) => deleted.has(String(row[column])))) return 'of_deleted'
  let back: SourceRow
  try {
    const whole = fillAbsent(record, row, { id, target: row, origin, instant })
    back = requireCells(rowDown(record, id, whole, { origin, instant }))
  } catch (error) {
    failed.push({
      table: record.source,
      id: String(id),
      reason: error instanceof Error ? error.message : String(error),
    })
    return 'failed'
  }
  sink.put(record.source, back)
  return record.provenance.get(row) === undefined ? 'made_in_v2' : 'migrated'
}

function putRaw(
  record: RecordDefinition,
  key: string,
  raw: JsonObject,
  sink: RowSink,
  failed: FailedRow[],
): Fate {
  try {
    return sink.put(record.source, readRawRow(raw)) ? 'from_quarantine' : 'twice'
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    failed.push({ table: record.source, id: key, reason: error.message })
    return 'failed'
  }
}

/** Values that people put into the target by hand can have any shape. */
function requireCells(row: SourceRow): SourceRow {
  const [name] = Object.entries(row).find(([, cell]) => !isCell(cell)) ?? []
  if (name !== undefined) throw new TypeError(`${name} would be neither text nor a number`)
  return row
}

const isCell = (value: unknown): value is Cell =>
  value === null ||
  ['bigint', 'number', 'string'].includes(typeof value) ||
  value instanceof Uint8Array ||
  value instanceof MalformedText

const noRows: RevertCounts = {
  read: 0,
  migrated: 0,
  made_in_v2: 0,
  from_quarantine: 0,
  deleted: 0,
  of_deleted: 0,
  twice: 0,
  failed: 0,
}
