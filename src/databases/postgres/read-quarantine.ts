import { isJsonObject, type JsonObject, parseJson } from '../../json/json.ts'
import type { PostgresSession } from './connect.ts'
import { copyOut } from './copy-out.ts'

/** A row of `migration_quarantine`; times as the server writes them in UTC. */
export interface QuarantinedRow {
  readonly source_table: string
  readonly source_key: bigint
  readonly reason_code: string
  readonly reason: string
  readonly run_id: string
  readonly quarantined_at: string
  readonly resolved_at: string | null
  /** the whole source row */
  readonly raw: JsonObject
}

/**
 * Rows in quarantine in order of table and key, one by one. The session is taken until the last row.
 * @param condition SQL without parameters
 */
export async function* readQuarantine(
  session: PostgresSession,
  condition: string,
): AsyncGenerator<QuarantinedRow> {
  const rows = copyOut(
    session,
    `SELECT source_table, source_key, reason_code, reason, run_id, quarantined_at, resolved_at, raw
     FROM migration_quarantine WHERE ${condition} ORDER BY source_table, source_key::bigint`,
  )
  for await (const [table, key, code, reason, run, quarantinedAt, resolvedAt, raw] of rows) {
    const value = parseJson(raw ?? 'null')
    if (!isJsonObject(value)) throw new TypeError(`the quarantined row ${table} ${key} is no object`)
    yield {
      source_table: String(table),
      source_key: BigInt(key ?? 0),
      reason_code: String(code),
      reason: String(reason),
      run_id: String(run),
      quarantined_at: String(quarantinedAt),
      resolved_at: resolvedAt ?? null,
      raw: value,
    }
  }
}

/** How many rows the newest run has left in quarantine, its parts before an interruption included. */
export async function countLeftByNewestRun(session: PostgresSession): Promise<number> {
  const [found] = await session.query(
    `SELECT count(*) AS rows FROM migration_quarantine
     WHERE resolved_at IS NULL AND run_id = (SELECT id FROM migration_runs ORDER BY started_at DESC LIMIT 1)`,
  )
  return Number(found?.rows)
}
