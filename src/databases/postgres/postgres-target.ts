import { MigrateError } from '../../errors.ts'
import type { Batch, LoadOutcome, RecordTarget } from '../../records/ports.ts'
import type { ColumnType } from '../../records/target-row.ts'
import { inTransaction, quoteIdentifier } from '../../schema/session.ts'
import { asLost, type PostgresSession } from './connect.ts'
import { type ConversionRun, openRun, readOpenRun } from './conversion-run.ts'
import { asRefusedRows } from './explain-refused-rows.ts'
import { addCompanions, addQuarantined, loadRows, resolveRows } from './load-batch.ts'
import { createPacker } from './packed-rows.ts'
import { type ProgressLedger, tableLedger } from './progress-ledger.ts'
import { settleRanges } from './workers/settle-ranges.ts'

/** Two converters on one database would undo each other's bookkeeping. Any number will do, if it stays the same. */
export const converterLock = 7305117420n

interface TargetOptions {
  /** columns of the tables that rows are added to on demand */
  readonly companionColumns: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>
  /** rows that are in the target with other content are replaced */
  readonly overwrite?: boolean
  /** nothing is written but to temporary tables, to see what would become of the rows */
  readonly dryRun?: boolean
  /** false: several workers go on with the key ranges that an earlier part of the run has left */
  readonly settles?: boolean
  /** it takes part in a run that another process has begun, with an account of its own of how far it is */
  readonly part?: { readonly run: ConversionRun; readonly ledger: ProgressLedger }
}

/** The v2 side of a conversion over one connection whose `search_path` is the v2 schema. */
export function postgresTarget(session: PostgresSession, options: TargetOptions): RecordTarget {
  const { companionColumns, overwrite = false, dryRun = false, settles = true, part } = options
  let run: ConversionRun = part?.run ?? {
    id: '',
    fingerprint: '',
    isNew: true,
    timezone: 'UTC',
    retry: false,
    configuration: '',
  }
  const ledger = part?.ledger ?? tableLedger(session, () => run)
  const companionsThere = new Set<string>()
  const quarantined = new Map<string, ReadonlySet<bigint>>()

  const columnsOf = (table: string): Readonly<Record<string, ColumnType>> => companionColumns[table] ?? {}

  const write = async (batch: Batch, fresh: boolean): Promise<LoadOutcome> => {
    const { record } = batch
    if (dryRun) return loadRows(session, batch, { fresh, overwrite, tryOnly: true })
    await ledger.begin()
    const companions = batch.companions.filter(({ row }) => !companionsThere.has(String(row.id)))
    await addCompanions(session, companions, columnsOf)
    const loaded = await loadRows(session, batch, { fresh, overwrite, tryOnly: false })
    await addQuarantined(session, run.id, record.source, batch.quarantined)
    const known = quarantined.get(record.source)
    const back = batch.keys.filter((id) => known?.has(id))
    await resolveRows(session, record.source, back)
    await ledger.save(batch, loaded)
    return loaded
  }

  return {
    async beginRun(fingerprint, wanted) {
      const [lock] = await session.query(`SELECT pg_try_advisory_lock(${converterLock})::text AS got`)
      if (lock?.got !== 'true') throw busy()
      run = await (dryRun ? readOpenRun : openRun)(session, fingerprint, wanted)
      if (settles && !dryRun) await settleRanges(session, run)
      return run
    },

    checkpoint: (record) => ledger.read(record),

    async quarantinedKeys(table) {
      const rows = await session.query(
        `SELECT source_key, resolved_at IS NULL AS still FROM migration_quarantine WHERE source_table = $1
           AND (resolved_at IS NULL OR resolved_at >= (SELECT started_at FROM migration_runs WHERE id::text = $2))`,
        [table, run.id],
      )
      const keys = (still: 't' | 'f') =>
        new Set(rows.filter((row) => row.still === still).map((row) => BigInt(row.source_key ?? 0)))
      const found = { still: keys('t'), resolvedInThisRun: keys('f') }
      quarantined.set(table, found.still)
      return found
    },

    async foreignValues(record, column) {
      const name = quoteIdentifier(column)
      const rows = await session.query(
        `SELECT ${name} AS value FROM ${quoteIdentifier(record.target)}
         WHERE ${name} IS NOT NULL AND NOT (${quoteIdentifier(record.provenance.column)} ? 'migration')`,
      )
      return rows.map((row) => String(row.value))
    },

    createPacker: (record) => createPacker(record.columns),

    async load(batch) {
      const high = await ledger.highestThere(batch.record)
      const first = batch.keys[0]
      const fresh = high === null || (first !== undefined && first > high)
      try {
        const outcome = await (dryRun ? inUndoneTransaction : inTransaction)(session, () =>
          write(batch, fresh),
        )
        for (const { row } of batch.companions) if (!dryRun) companionsThere.add(String(row.id))
        return outcome
      } catch (error) {
        throw asRefusedRows(asLost(error))
      }
    },

    async resolveQuarantined(table, keys) {
      if (!dryRun) await resolveRows(session, table, keys)
    },

    async finishRecord(record, highestKey) {
      if (dryRun || highestKey === null || highestKey < 1n) return
      const sequence = `pg_get_serial_sequence($1, 'v1_id')`
      await session.query(
        `SELECT setval(${sequence}, greatest($2::bigint, coalesce((SELECT max(v1_id) FROM ${quoteIdentifier(record.target)}), 1)))`,
        [quoteIdentifier(record.target), highestKey.toString()],
      )
    },

    async finishRun(statements, counts) {
      if (!dryRun)
        await inTransaction(session, async () => {
          for (const statement of statements) await session.query(statement)
          await session.query(
            `UPDATE migration_runs SET status = 'completed', finished_at = now(),
               stats = stats || jsonb_build_object('tables', $2::jsonb) WHERE id = $1`,
            [run.id, JSON.stringify(counts)],
          )
        })
      await unlock()
    },

    leaveRun: () => unlock(),
  }

  async function unlock(): Promise<void> {
    await session.query(`SELECT pg_advisory_unlock(${converterLock})`)
  }
}

async function inUndoneTransaction<T>(session: PostgresSession, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN')
  try {
    return await work()
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}

const busy = (): MigrateError =>
  new MigrateError(
    'busy',
    'Another conversion is writing to this database.',
    'Wait until it has ended; pg_stat_activity shows it as application betty-migrate.',
  )
