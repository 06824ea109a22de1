import { type Json, type JsonObject, parseJson, stringifyJson } from '../../../json/json.ts'
import type { Batch, LoadOutcome } from '../../../records/ports.ts'
import type { Quarantined } from '../../../records/quarantine.ts'
import type { RowEvent, Tally, WarningEvent } from '../../../records/tally.ts'
import type { SqlSession } from '../../../schema/session.ts'
import { queueSchema } from './queue-schema.ts'

/**
 * Keeps what is to be told of the rows of a batch, in its transaction: so it is told once, whichever worker dies when.
 * @param isDetailed false keeps counts, and of single rows only which are in conflict
 */
export async function tellBatch(
  session: SqlSession,
  rangeId: number,
  { quarantined, warnings }: Batch,
  { inConflict }: LoadOutcome,
  isDetailed: boolean,
): Promise<void> {
  const detailed = (entries: () => Json[]) => (isDetailed ? entries() : [])
  const parts = [
    {
      kind: 'quarantined',
      codes: quarantined.map(({ code }) => code),
      // the row itself is in the quarantine
      entries: detailed(() =>
        quarantined.map(({ id, code, column }) => ({ id: id.toString(), code, column })),
      ),
    },
    {
      kind: 'warning',
      codes: warnings.map(({ warning }) => warning.code),
      entries: detailed(() =>
        warnings.map(({ id, warning, value }) => ({ id: id.toString(), warning: { ...warning }, value })),
      ),
    },
    { kind: 'conflict', codes: [], entries: inConflict.map((id) => ({ id: id.toString() })) },
  ]
  for (const { kind, codes, entries } of parts) {
    if (codes.length + entries.length === 0) continue
    await session.query(
      `INSERT INTO ${queueSchema}.told (range_id, kind, codes, entries) VALUES ($1, $2, $3, $4)`,
      [rangeId, kind, JSON.stringify(countEach(codes)), stringifyJson(entries)],
    )
  }
}

const countEach = (codes: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

/** Brings what was told of a table's rows into the tally, in order of the rows, and forgets it. */
export async function collectTold(session: SqlSession, table: string, tally: Tally): Promise<void> {
  for (;;) {
    const [told] = await session.query(
      `DELETE FROM ${queueSchema}.told WHERE id = (SELECT id FROM ${queueSchema}.told ORDER BY range_id, id LIMIT 1)
       RETURNING kind, codes::text, entries::text`,
    )
    if (!told) return
    const codes = Object.entries(parseJson(told.codes ?? '{}') as Record<string, number>)
    const entries = parseJson(told.entries ?? '[]') as readonly JsonObject[]
    for (const [code, rows] of codes) {
      if (told.kind === 'quarantined') tally.countQuarantined(table, code, rows)
      else tally.countWarnings(table, code, rows)
    }
    if (told.kind === 'conflict')
      for (const { id } of entries) tally.add({ kind: 'conflict', table, id: readId(id) })
    else for (const event of await readEvents(session, table, String(told.kind), entries)) tally.tell(event)
  }
}

async function readEvents(
  session: SqlSession,
  table: string,
  kind: string,
  entries: readonly JsonObject[],
): Promise<RowEvent[]> {
  if (kind === 'warning')
    return entries.map(({ id, warning, value }) => ({
      ...{ kind: 'warning', table, id: readId(id), value: value ?? null },
      warning: warning as unknown as WarningEvent['warning'],
    }))
  const rows = await session.query(
    `SELECT source_key, reason, raw::text FROM migration_quarantine WHERE source_table = $1 AND source_key = ANY ($2)`,
    [table, entries.map(({ id }) => String(id))],
  )
  const kept = new Map(rows.map((row) => [row.source_key, row]))
  return entries.map(({ id, code, column }) => {
    const { reason, raw } = kept.get(String(id)) ?? {}
    return {
      kind: 'quarantined',
      table,
      row: {
        id: readId(id),
        code: code as Quarantined['code'],
        column: String(column),
        reason: String(reason),
        raw: parseJson(raw ?? '{}') as JsonObject,
      },
    }
  })
}

const readId = (id: Json | undefined): bigint => BigInt(id as string)
