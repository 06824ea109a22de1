import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { stringifyJson } from '../../json/json.ts'
import type { Batch, LoadOutcome } from '../../records/ports.ts'
import type { Quarantined } from '../../records/quarantine.ts'
import type { RecordDefinition } from '../../records/record.ts'
import type { Companion } from '../../records/row-up.ts'
import type { TargetRow } from '../../records/target-row.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import { encodeBinaryRows } from './binary-rows.ts'
import type { PostgresSession } from './connect.ts'
import { columnList, toParameter } from './text-value.ts'

/**
 * Writes the rows of a batch inside the transaction that is open.
 * @param fresh none of the rows can be in the target yet: they go straight into the table
 */
export async function loadRows(session: PostgresSession, batch: Batch, fresh: boolean): Promise<LoadOutcome> {
  const { record, rows } = batch
  if (rows.length === 0) return { landed: 0, alreadyThere: 0, inConflict: [] }
  if (fresh) {
    await copyRows(session.client, quoteIdentifier(record.target), record, rows)
    return { landed: rows.length, alreadyThere: 0, inConflict: [] }
  }
  return mergeRows(session, record, rows)
}

async function copyRows(
  client: pg.Client,
  table: string,
  record: RecordDefinition,
  rows: readonly TargetRow[],
): Promise<void> {
  // encoded first: a COPY that was begun and gets no data would never end
  const data = encodeBinaryRows(record.columns, rows)
  const copy = client.query(
    copyFrom(`COPY ${table} (${columnList(record.columns)}) FROM STDIN (FORMAT binary)`),
  )
  await pipeline(Readable.from(data), copy)
}

/** Rows whose id is there are left alone: equal ones are already there, others are in conflict. */
async function mergeRows(
  session: PostgresSession,
  record: RecordDefinition,
  rows: readonly TargetRow[],
): Promise<LoadOutcome> {
  const table = quoteIdentifier(record.target)
  const columns = columnList(record.columns)
  await session.query(
    `CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT ${columns} FROM ${table} WITH NO DATA`,
  )
  await copyRows(session.client, 'pg_temp.incoming', record, rows)
  const row = (alias: string) =>
    `ROW(${Object.keys(record.columns).map((name) => `${alias}.${quoteIdentifier(name)}`)})`
  const there = await session.query(
    `SELECT i.v1_id::text AS id, (${row('i')} IS NOT DISTINCT FROM ${row('t')})::text AS same
     FROM pg_temp.incoming i JOIN ${table} t USING (id)`,
  )
  await session.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM pg_temp.incoming i
     WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.id = i.id)`,
  )
  const inConflict = there.filter((found) => found.same !== 'true').map((found) => BigInt(found.id ?? 0))
  return { landed: rows.length - there.length, alreadyThere: there.length - inConflict.length, inConflict }
}

/** Rows of other tables that these need. `columns` tells their types. */
export async function addCompanions(
  session: PostgresSession,
  companions: readonly Companion[],
  columnsOf: (table: string) => RecordDefinition['columns'],
): Promise<void> {
  for (const { table, row } of companions) {
    const columns = Object.entries(columnsOf(table)).filter(([name]) => name in row)
    const places = columns.map(([, type], index) => `$${index + 1}::${type}`)
    await session.query(
      `INSERT INTO ${quoteIdentifier(table)} (${columnList(Object.fromEntries(columns))})
       VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`,
      columns.map(([name, type]) => toParameter(type, row[name] ?? null)),
    )
  }
}

export async function addQuarantined(
  session: PostgresSession,
  runId: string,
  table: string,
  quarantined: readonly Quarantined[],
): Promise<void> {
  if (quarantined.length === 0) return
  const rows = quarantined.map(({ id, code, reason, raw }) => ({ key: id.toString(), code, reason, raw }))
  await session.query(
    `INSERT INTO migration_quarantine (source_table, source_key, reason_code, reason, raw, run_id)
     SELECT $1, r.key, r.code, r.reason, r.raw, $2
     FROM jsonb_to_recordset($3::jsonb) AS r(key text, code text, reason text, raw jsonb)
     ON CONFLICT (source_table, source_key) DO UPDATE
       SET reason_code = excluded.reason_code, reason = excluded.reason, raw = excluded.raw,
           run_id = excluded.run_id, quarantined_at = now(), resolved_at = NULL
       WHERE (migration_quarantine.reason_code, migration_quarantine.raw) IS DISTINCT FROM (excluded.reason_code, excluded.raw)
         OR migration_quarantine.resolved_at IS NOT NULL`,
    [table, runId, stringifyJson(rows)],
  )
}
