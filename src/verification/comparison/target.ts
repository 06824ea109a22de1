import type pg from 'pg'
import { connectPostgres, type PostgresSession } from '../../databases/postgres/connect.ts'
import type { SourceTable } from '../oracle/source.ts'
import type { Sample } from '../sample.ts'
import type { NumberedTable, TargetTable } from './columns.ts'
import { copyRows, type RowBytes } from './copied-rows.ts'
import { explainReading } from './explain-reading.ts'
import { type QuarantineRow, quarantineList, readQuarantined } from './quarantine-row.ts'
import { readRow, selectList, type TargetRow } from './target-row.ts'

/** Where the numbers of a table go on. */
export interface SequenceState {
  /** with its schema, quoted where it must be */
  readonly name: string
  /** 2^63 when it is used up */
  readonly next: bigint
}

/**
 * A v2 database at one moment. Conditions are SQL over the alias `t`; `Q` in them stands for the quoted schema, and
 * nothing that is read goes into them.
 */
export interface Target {
  /** rows with a v1 id, in order of it */
  numberedRows(table: NumberedTable, sample?: Sample): AsyncIterable<readonly RowBytes[]>
  /** rows for which a condition holds, in no order */
  rowsWhere(table: TargetTable, condition: string): AsyncIterable<TargetRow>
  has(table: TargetTable, condition: string): Promise<boolean>
  /** what is in quarantine now, in order of the v1 id; can be read beside rows */
  quarantine(sourceTable: SourceTable, sample?: Sample): AsyncIterable<readonly QuarantineRow[]>
  /** what is in quarantine for other tables than those of v1 */
  strayQuarantine(): AsyncIterable<readonly QuarantineRow[]>
  /** 0 when there is none above */
  highestId(table: NumberedTable): Promise<bigint>
  /** undefined: the numbers of new rows do not come from a sequence */
  sequence(table: NumberedTable): Promise<SequenceState | undefined>
  /** the zone in which the newest conversion read times without one */
  sourceTimezone(): Promise<string>
  close(): Promise<void>
}

/** Nothing that the database or the role is set to by default may change what is read, or cut it short. */
const pinned = `SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET row_security = off; SET jit = off`

/**
 * Opens two read-only transactions over one snapshot.
 * @throws MigrateError `postgres_unavailable`
 */
export async function openTarget(url: string, schema: string): Promise<Target> {
  const forRows = await connectPostgres(url)
  const forQuarantine = await connectPostgres(url).catch(async (error) => {
    await forRows.close()
    throw error
  })
  const close = async (): Promise<void> => {
    await Promise.all([forRows.close(), forQuarantine.close()])
  }
  try {
    await begin(forRows)
    const [snapshot] = await forRows.query('SELECT pg_export_snapshot() AS id')
    await begin(forQuarantine, String(snapshot?.id))
  } catch (error) {
    await close()
    throw error
  }
  return { ...readingTarget(forRows, forQuarantine, schema), close }
}

async function begin(session: PostgresSession, snapshot?: string): Promise<void> {
  await session.query(pinned)
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  if (snapshot !== undefined)
    await session.query(`SET TRANSACTION SNAPSHOT ${session.client.escapeLiteral(snapshot)}`)
}

function readingTarget(
  forRows: PostgresSession,
  forQuarantine: PostgresSession,
  schema: string,
): Omit<Target, 'close'> {
  const quoted = forRows.client.escapeIdentifier(schema)
  const from = (table: string, condition: string): string =>
    `FROM ${quoted}.${table} AS t WHERE ${condition.replaceAll('Q.', `${quoted}.`)}`

  async function* read(client: pg.Client, select: string): AsyncGenerator<readonly RowBytes[]> {
    try {
      yield* copyRows(client, select)
    } catch (error) {
      throw explainReading(error, schema)
    }
  }
  const ask = (sql: string, parameters?: readonly string[]) =>
    forRows.query(sql, parameters).catch((error: unknown) => {
      throw explainReading(error, schema)
    })

  async function* quarantine(condition: string): AsyncGenerator<readonly QuarantineRow[]> {
    const select = `SELECT ${quarantineList} ${from('migration_quarantine', `t.resolved_at IS NULL AND ${condition}`)}
      ORDER BY CASE WHEN t.source_key ~ '^-?[0-9]+$' THEN t.source_key::numeric END NULLS FIRST`
    for await (const rows of read(forQuarantine.client, select)) yield rows.map(readQuarantined)
  }

  return {
    numberedRows: (table, sample) =>
      read(
        forRows.client,
        `SELECT ${selectList(table)} ${from(table, sample?.condition('t.v1_id') ?? 't.v1_id IS NOT NULL')}
         ORDER BY t.v1_id, t.id`,
      ),
    async *rowsWhere(table, condition) {
      for await (const rows of read(forRows.client, `SELECT ${selectList(table)} ${from(table, condition)}`))
        for (const row of rows) yield readRow(row, table)
    },
    async has(table, condition) {
      const [found] = await ask(`SELECT EXISTS (SELECT ${from(table, condition)}) AS some`)
      return found?.some === 't'
    },
    quarantine: (sourceTable, sample) =>
      quarantine(`t.source_table = '${sourceTable}'${sample ? ` AND ${ofSample(sample)}` : ''}`),
    strayQuarantine: () => quarantine(`t.source_table NOT IN ('users', 'knowledge', 'relationships')`),
    async highestId(table) {
      const [row] = await ask(`SELECT greatest(max(t.v1_id), 0) AS highest ${from(table, 'true')}`)
      return BigInt(String(row?.highest))
    },
    async sourceTimezone() {
      const [runs] = await ask('SELECT to_regclass($1) AS runs', [`${quoted}.migration_runs`])
      if (runs?.runs == null) return 'UTC'
      const [row] = await ask(
        `SELECT t.stats ->> 'source_timezone' AS zone ${from('migration_runs', 'true')} ORDER BY t.started_at DESC LIMIT 1`,
      )
      return row?.zone ?? 'UTC'
    },
    async sequence(table) {
      const [owned] = await ask(`SELECT pg_get_serial_sequence($1, 'v1_id') AS name`, [`${quoted}.${table}`])
      if (owned?.name == null) return undefined
      const [state] = await ask(`SELECT last_value, is_called FROM ${owned.name}`)
      const last = BigInt(String(state?.last_value))
      return { name: owned.name, next: state?.is_called === 't' ? last + 1n : last }
    },
  }
}

/** Keys that are no number are looked at with every sample. */
const ofSample = (sample: Sample): string =>
  `CASE WHEN t.source_key ~ '^-?[0-9]{1,18}$' THEN ${sample.condition('t.source_key::bigint')} ELSE true END`
