import { isJsonObject, parseJson, stringifyJson } from '../../json/json.ts'
import {
  type Batch,
  type Checkpoint,
  type LoadOutcome,
  noCounts,
  type TableCounts,
} from '../../records/ports.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import type { PostgresSession } from './connect.ts'
import type { ConversionRun } from './conversion-run.ts'

/** How far a table, or a part of it, has come: kept in the transaction of each batch. */
export interface ProgressLedger {
  read(record: RecordDefinition): Promise<Checkpoint | undefined>
  /** the highest source key whose row may be in the target already: rows above it cannot be there */
  highestThere(record: RecordDefinition): Promise<bigint | null>
  /** inside of the transaction, before anything is written */
  begin(): Promise<void>
  /** inside of the transaction, when all is written */
  save(batch: Batch, loaded: LoadOutcome): Promise<void>
}

/** The ledger of a run that one process carries alone: a checkpoint for each table. */
export function tableLedger(session: PostgresSession, run: () => ConversionRun): ProgressLedger {
  const highest = new Map<string, bigint | null>()
  return {
    async read(record) {
      if (run().isNew) return undefined
      return readCheckpoint(session, run().fingerprint, record.source)
    },

    async highestThere({ target }) {
      const known = highest.get(target)
      if (known !== undefined) return known
      const high = await readHighest(session, target)
      highest.set(target, high)
      return high
    },

    begin: async () => undefined,

    async save({ record, checkpoint }, loaded) {
      if (!checkpoint) return
      const counts = addLoaded(checkpoint.counts, loaded)
      await writeCheckpoint(session, run().fingerprint, record.source, { ...checkpoint, counts })
    },
  }
}

export async function readHighest(session: PostgresSession, target: string): Promise<bigint | null> {
  const [row] = await session.query(`SELECT max(v1_id)::text AS high FROM ${quoteIdentifier(target)}`)
  return row?.high == null ? null : BigInt(row.high)
}

export async function readCheckpoint(
  session: PostgresSession,
  fingerprint: string,
  table: string,
): Promise<Checkpoint | undefined> {
  const [row] = await session.query(
    `SELECT last_key::text, counts::text FROM migration_checkpoints
     WHERE source_table = $1 AND source_fingerprint = $2`,
    [table, fingerprint],
  )
  return row ? { lastKey: BigInt(row.last_key ?? 0), counts: readCounts(row.counts ?? '{}') } : undefined
}

export async function writeCheckpoint(
  session: PostgresSession,
  fingerprint: string,
  table: string,
  { lastKey, counts }: Checkpoint,
): Promise<void> {
  await session.query(
    `INSERT INTO migration_checkpoints (source_table, source_fingerprint, last_key, counts)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (source_table) DO UPDATE SET source_fingerprint = excluded.source_fingerprint,
       last_key = excluded.last_key, counts = excluded.counts, updated_at = now()`,
    [table, fingerprint, lastKey.toString(), stringifyJson({ ...counts })],
  )
}

export const addLoaded = (counts: TableCounts, loaded: LoadOutcome): TableCounts => ({
  ...counts,
  landed: counts.landed + loaded.landed,
  alreadyThere: counts.alreadyThere + loaded.alreadyThere,
  inConflict: counts.inConflict + loaded.inConflict.length,
})

export function readCounts(text: string): TableCounts {
  const value = parseJson(text)
  return isJsonObject(value) ? { ...noCounts, ...(value as Partial<TableCounts>) } : noCounts
}
