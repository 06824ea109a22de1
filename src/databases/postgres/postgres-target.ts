import { v7 } from 'uuid'
import { MigrateError } from '../../errors.ts'
import { isJsonObject, parseJson, stringifyJson } from '../../json/json.ts'
import { noCounts, type RecordTarget, type TableCounts } from '../../records/ports.ts'
import type { RecordDefinition } from '../../records/record.ts'
import type { ColumnType } from '../../records/target-row.ts'
import { inTransaction, quoteIdentifier } from '../../schema/session.ts'
import { asLost, type PostgresSession } from './connect.ts'
import { addCompanions, addQuarantined, loadRows } from './load-batch.ts'

/** Two converters on one database would undo each other's bookkeeping. Any number will do, if it stays the same. */
const converterLock = '7305117420'

interface TargetOptions {
  /** columns of the tables that rows are added to on demand */
  readonly companionColumns: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>
}

/** The v2 side of a conversion over one connection whose `search_path` is the v2 schema. */
export function postgresTarget(session: PostgresSession, { companionColumns }: TargetOptions): RecordTarget {
  let run = ''
  let fingerprint = ''
  const highest = new Map<string, bigint | null>()
  const companionsThere = new Set<string>()

  const columnsOf = (table: string): Readonly<Record<string, ColumnType>> => companionColumns[table] ?? {}

  /** The highest v1 id that was in the table when this run came to it: rows above it cannot be there. */
  const highestBefore = async (record: RecordDefinition): Promise<bigint | null> => {
    const known = highest.get(record.target)
    if (known !== undefined) return known
    const [row] = await session.query(
      `SELECT max(v1_id)::text AS high FROM ${quoteIdentifier(record.target)}`,
    )
    const high = row?.high == null ? null : BigInt(row.high)
    highest.set(record.target, high)
    return high
  }

  return {
    async beginRun(source) {
      const [lock] = await session.query(`SELECT pg_try_advisory_lock(${converterLock})::text AS got`)
      if (lock?.got !== 'true') throw busy()
      fingerprint = source
      const [open] = await session.query(
        `SELECT id::text FROM migration_runs WHERE status = 'running' AND source_fingerprint = $1
         ORDER BY started_at DESC LIMIT 1`,
        [source],
      )
      run = open?.id ?? v7()
      if (open) return
      await inTransaction(session, async () => {
        await session.query(
          `UPDATE migration_runs SET status = 'failed', finished_at = now() WHERE status = 'running'`,
        )
        await session.query('DELETE FROM migration_checkpoints')
        await session.query(
          `INSERT INTO migration_runs (id, source_fingerprint, status) VALUES ($1, $2, 'running')`,
          [run, source],
        )
      })
    },

    async checkpoint(record) {
      const [row] = await session.query(
        `SELECT last_key::text, counts::text FROM migration_checkpoints
         WHERE source_table = $1 AND source_fingerprint = $2`,
        [record.source, fingerprint],
      )
      return row ? { lastKey: BigInt(row.last_key ?? 0), counts: readCounts(row.counts ?? '{}') } : undefined
    },

    async quarantinedKeys(table) {
      const rows = await session.query(
        'SELECT source_key FROM migration_quarantine WHERE source_table = $1 AND resolved_at IS NULL',
        [table],
      )
      return new Set(rows.map((row) => BigInt(row.source_key ?? 0)))
    },

    async foreignValues(record, column) {
      const name = quoteIdentifier(column)
      const rows = await session.query(
        `SELECT ${name} AS value FROM ${quoteIdentifier(record.target)}
         WHERE ${name} IS NOT NULL AND NOT (${quoteIdentifier(record.provenance.column)} ? 'migration')`,
      )
      return rows.map((row) => String(row.value))
    },

    async load(batch) {
      const { record } = batch
      const high = await highestBefore(record)
      const first = batch.rows[0]?.v1_id as bigint | undefined
      const fresh = high === null || (first !== undefined && first > high)
      const companions = batch.companions.filter(({ row }) => !companionsThere.has(String(row.id)))
      const outcome = await inTransaction(session, async () => {
        await addCompanions(session, companions, columnsOf)
        const loaded = await loadRows(session, batch, fresh)
        await addQuarantined(session, run, record.source, batch.quarantined)
        const counts: TableCounts = {
          ...batch.counts,
          landed: batch.counts.landed - batch.rows.length + loaded.landed,
          alreadyThere: batch.counts.alreadyThere + loaded.alreadyThere,
          inConflict: batch.counts.inConflict + loaded.inConflict.length,
        }
        await session.query(
          `INSERT INTO migration_checkpoints (source_table, source_fingerprint, last_key, counts)
           VALUES ($1, $2, $3, $4)
           ON CONFLICT (source_table) DO UPDATE SET source_fingerprint = excluded.source_fingerprint,
             last_key = excluded.last_key, counts = excluded.counts, updated_at = now()`,
          [record.source, fingerprint, batch.lastKey.toString(), stringifyJson({ ...counts })],
        )
        return loaded
      }).catch((error: unknown) => {
        throw asLost(error)
      })
      for (const { row } of companions) companionsThere.add(String(row.id))
      return outcome
    },

    async finishRecord(record, highestKey) {
      if (highestKey === null || highestKey < 1n) return
      const sequence = `pg_get_serial_sequence($1, 'v1_id')`
      await session.query(
        `SELECT setval(${sequence}, greatest($2::bigint, coalesce((SELECT max(v1_id) FROM ${quoteIdentifier(record.target)}), 1)))`,
        [quoteIdentifier(record.target), highestKey.toString()],
      )
    },

    async finishRun(statements, counts) {
      await inTransaction(session, async () => {
        for (const statement of statements) await session.query(statement)
        await session.query(
          `UPDATE migration_runs SET status = 'completed', finished_at = now(), stats = $2 WHERE id = $1`,
          [run, JSON.stringify({ tables: counts })],
        )
      })
      await session.query(`SELECT pg_advisory_unlock(${converterLock})`)
    },
  }
}

function readCounts(text: string): TableCounts {
  const value = parseJson(text)
  return isJsonObject(value) ? { ...noCounts, ...(value as Partial<TableCounts>) } : noCounts
}

const busy = (): MigrateError =>
  new MigrateError(
    'busy',
    'Another conversion is writing to this database.',
    'Wait until it has ended; pg_stat_activity shows it as application betty-migrate.',
  )
