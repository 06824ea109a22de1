import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { stringifyJson } from '../../json/json.ts'
import type { Batch, LoadOutcome } from '../../records/ports.ts'
import type { Quarantined } from '../../records/quarantine.ts'
import type { RecordDefinition } from '../../records/record.ts'
import type { Companion } from '../../records/row-up.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import type { PostgresSession } from './connect.ts'
import type { CopyRows } from './packed-rows.ts'
import { packRows } from './packed-rows.ts'
import { columnList, toParameter } from './text-value.ts'

export interface LoadMode {
  /** none of the rows can be in the target yet: they go straight into the table */
  readonly fresh: boolean
  /** rows that are there with other content are replaced */
  readonly overwrite: boolean
  /** only the outcome is wanted: nothing goes into the table */
  readonly tryOnly: boolean
}

/** Writes the rows of a batch inside the transaction that is open. */
export async function loadRows(session: PostgresSession, batch: Batch, mode: LoadMode): Promise<LoadOutcome> {
  const { record, rows } = batch
  if (rows.length === 0) return { landed: 0, alreadyThere: 0, inConflict: [] }
  if (mode.fresh && !mode.tryOnly) {
    await copyRows(session.client, quoteIdentifier(record.target), record, rows as CopyRows)
    return { landed: rows.length, alreadyThere: 0, inConflict: [] }
  }
  return mergeRows(session, batch, mode)
}

async function copyRows(
  client: pg.Client,
  table: string,
  record: RecordDefinition,
  rows: CopyRows,
): Promise<void> {
  const copy = client.query(
    copyFrom(`COPY ${table} (${columnList(record.columns)}) FROM STDIN (FORMAT binary)`),
  )
  await pipeline(Readable.from(rows.stream()), copy)
}

/**
 * Rows whose id is there are left alone: equal ones are already there, others are in conflict, unless they are to be
 * replaced or are still as earlier facts made them.
 */
async function mergeRows(
  session: PostgresSession,
  { record, rows, previous }: Batch,
  { overwrite, tryOnly }: LoadMode,
): Promise<LoadOutcome> {
  const table = quoteIdentifier(record.target)
  const columns = columnList(record.columns)
  const names = Object.keys(record.columns).map(quoteIdentifier)
  const row = (alias: string) => `ROW(${names.map((name) => `${alias}.${name}`)})`
  const stage = async (name: string, staged: CopyRows) => {
    await session.query(
      `CREATE TEMP TABLE ${name} ON COMMIT DROP AS SELECT ${columns} FROM ${table} WITH NO DATA`,
    )
    await copyRows(session.client, `pg_temp.${name}`, record, staged)
  }
  await stage('incoming', rows as CopyRows)
  await stage('previous', packRows(record.columns, previous))
  const there = await session.query(
    `SELECT i.v1_id::text AS id, CASE WHEN ${row('i')} IS NOT DISTINCT FROM ${row('t')} THEN 'same'
       WHEN $1 OR EXISTS (SELECT FROM pg_temp.previous p WHERE p.id = t.id AND ${row('p')} IS NOT DISTINCT FROM ${row('t')})
       THEN 'replace' ELSE 'conflict' END AS verdict
     FROM pg_temp.incoming i JOIN ${table} t USING (id)`,
    [overwrite],
  )
  const idsOf = (verdict: string) =>
    there.filter((found) => found.verdict === verdict).map((found) => BigInt(found.id ?? 0))
  const [same, replace, inConflict] = [idsOf('same'), idsOf('replace'), idsOf('conflict')]
  const outcome = {
    landed: rows.length - same.length - inConflict.length,
    alreadyThere: same.length,
    inConflict,
  }
  if (tryOnly) return outcome
  if (replace.length > 0)
    await session.query(
      `UPDATE ${table} t SET ${names.map((name) => `${name} = i.${name}`)} FROM pg_temp.incoming i
       WHERE i.id = t.id AND i.v1_id = ANY ($1::bigint[])`,
      [replace.map(String)],
    )
  await session.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM pg_temp.incoming i
     WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.id = i.id)`,
  )
  return outcome
}

/**
 * Rows of other tables that these need. `columnsOf` tells their types. Always in the same order: of two sessions that add
 * the same rows, one waits for the other, and never both.
 */
export async function addCompanions(
  session: PostgresSession,
  companions: readonly Companion[],
  columnsOf: (table: string) => RecordDefinition['columns'],
): Promise<void> {
  for (const { table, row } of companions.toSorted(inOrder)) {
    const columns = Object.entries(columnsOf(table)).filter(([name]) => name in row)
    const places = columns.map(([, type], index) => `$${index + 1}::${type}`)
    await session.query(
      `INSERT INTO ${quoteIdentifier(table)} (${columnList(Object.fromEntries(columns))})
       VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`,
      columns.map(([name, type]) => toParameter(type, row[name] ?? null)),
    )
  }
}

const inOrder = (a: Companion, b: Companion): number =>
  a.table.localeCompare(b.table) || String(a.row.id).localeCompare(String(b.row.id))

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

/** Takes rows out of quarantine; the account of them stays. */
export async function resolveRows(
  session: PostgresSession,
  table: string,
  keys: readonly bigint[],
): Promise<void> {
  if (keys.length === 0) return
  await session.query(
    `UPDATE migration_quarantine SET resolved_at = now()
     WHERE source_table = $1 AND source_key = ANY ($2) AND resolved_at IS NULL`,
    [table, keys.map(String)],
  )
}
