import { type Checkpoint, noCounts, type TableCounts } from '../../../records/ports.ts'
import { inTransaction } from '../../../schema/session.ts'
import type { PostgresSession } from '../connect.ts'
import type { ConversionRun } from '../conversion-run.ts'
import { readCheckpoint, readCounts, writeCheckpoint } from '../progress-ledger.ts'
import { endSessions } from './end-sessions.ts'
import { dropQueueSchema, hasQueueSchema, queueSchema } from './queue-schema.ts'

/**
 * Brings what several workers have left into the checkpoints, for one process that goes on alone. A checkpoint says
 * that all rows before it are over; rows that are over behind a gap it will find to be there already.
 */
export async function settleRanges(session: PostgresSession, run: ConversionRun): Promise<void> {
  if (!(await hasQueueSchema(session))) return
  await endSessions(session)
  const left = await session.query(
    `SELECT DISTINCT source_table AS name FROM ${queueSchema}.key_ranges
     WHERE EXISTS (SELECT FROM ${queueSchema}.run WHERE id = $1)`,
    [run.id],
  )
  for (const { name } of left) await foldRanges(session, run.fingerprint, String(name))
  await dropQueueSchema(session)
}

/** Brings the ranges of a table into its checkpoint, up to the first row that is not over, and forgets them. */
export async function foldRanges(
  session: PostgresSession,
  fingerprint: string,
  table: string,
): Promise<void> {
  await inTransaction(session, async () => {
    let folded = await readCheckpoint(session, fingerprint, table)
    const ranges = await session.query(
      `WITH gone AS (DELETE FROM ${queueSchema}.key_ranges WHERE source_table = $1 RETURNING *)
       SELECT through_key::text, last_key::text, counts::text, is_done FROM gone ORDER BY id`,
      [table],
    )
    for (const { through_key, last_key, counts, is_done } of ranges) {
      const lastKey = is_done === 't' ? through_key : last_key
      if (lastKey == null) break
      folded = addRange(folded, BigInt(lastKey), readCounts(counts ?? '{}'))
      if (is_done !== 't') break
    }
    if (folded) await writeCheckpoint(session, fingerprint, table, folded)
  })
}

const addRange = (before: Checkpoint | undefined, lastKey: bigint, counts: TableCounts): Checkpoint => ({
  lastKey,
  counts: addCounts(before?.counts ?? noCounts, counts),
})

export const addCounts = (a: TableCounts, b: TableCounts): TableCounts => ({
  read: a.read + b.read,
  landed: a.landed + b.landed,
  alreadyThere: a.alreadyThere + b.alreadyThere,
  inConflict: a.inConflict + b.inConflict,
  quarantined: a.quarantined + b.quarantined,
  waiting: a.waiting + b.waiting,
})
