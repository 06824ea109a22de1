import { stringifyJson } from '../../../json/json.ts'
import type { Batch, Checkpoint, LoadOutcome } from '../../../records/ports.ts'
import { inTransaction } from '../../../schema/session.ts'
import type { PostgresSession } from '../connect.ts'
import { addLoaded, type ProgressLedger, readCounts } from '../progress-ledger.ts'
import { endSessions } from './end-sessions.ts'
import type { KeyRange } from './key-ranges.ts'
import { queueSchema, unlessGone } from './queue-schema.ts'
import type { HeldJob } from './range-queue.ts'
import { tellBatch } from './told-rows.ts'

/** Thrown when a range is another worker's by now: nothing of the batch is in the target. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export interface HeldRange extends KeyRange {
  readonly id: number
  readonly table: string
  readonly isDone: boolean
}

export interface RangeLease extends ProgressLedger {
  /** Makes a range that the queue gave to this worker its own; what it does from now on is counted there. */
  hold(job: HeldJob): Promise<HeldRange>
  /** All rows of the range are over. */
  finish(): Promise<void>
}

/**
 * How far a worker is with the range it holds. Each transaction locks the row of the range first and looks whether it is
 * still held by this attempt, so that a worker whose lease has ended, and who does not know, writes nothing.
 */
export function rangeLease(session: PostgresSession, isDetailed: boolean): RangeLease {
  let held: { readonly job: HeldJob; readonly range: HeldRange } | undefined
  let checkpoint: Checkpoint | undefined
  let highestThere: bigint | null = null

  const holding = () => {
    if (!held) throw new LeaseLost('no range is held')
    return held
  }

  const begin = async (): Promise<void> => {
    const { job, range } = holding()
    const asking = session.query(
      `SELECT FROM ${queueSchema}.key_ranges WHERE id = $1 AND job_id = $2 AND attempt = $3 FOR UPDATE`,
      [range.id, job.id, job.attempt],
    )
    const mine = await unlessGone(asking, [])
    if (mine.length === 0) throw new LeaseLost(`the range ${range.id} of ${range.table} is another worker's`)
  }

  /** Its lease has ended, so nothing more is heard of who holds it: a batch that it left open would be waited for for ever. */
  const takeFrom = async ({ id }: HeldJob): Promise<void> => {
    const free = await session.query(
      `SELECT FROM ${queueSchema}.key_ranges WHERE job_id = $1 FOR UPDATE SKIP LOCKED`,
      [id],
    )
    if (free.length === 0) await endSessions(session, [id])
  }

  return {
    async hold(job) {
      if (job.attempt > 0) await unlessGone(takeFrom(job), undefined)
      const asking = session.query(
        `UPDATE ${queueSchema}.key_ranges SET attempt = $2, backend_pid = pg_backend_pid(), backend_start =
           (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
         WHERE job_id = $1 AND attempt < $2
         RETURNING id, source_table, after_key::text, through_key::text, highest_there::text, last_key::text,
           counts::text, is_done`,
        [job.id, job.attempt],
      )
      const [row] = await unlessGone(asking, [])
      if (!row) throw new LeaseLost('the range is no longer to be had')
      const after = readKey(row.after_key)
      const last = readKey(row.last_key) ?? after
      checkpoint = last === null ? undefined : { lastKey: last, counts: readCounts(row.counts ?? '{}') }
      highestThere = readKey(row.highest_there)
      const range = {
        id: Number(row.id),
        table: String(row.source_table),
        after,
        through: BigInt(row.through_key ?? 0),
        isDone: row.is_done === 't',
      }
      held = { job, range }
      return range
    },

    async finish() {
      await inTransaction(session, async () => {
        await begin()
        await session.query(`UPDATE ${queueSchema}.key_ranges SET is_done = true WHERE id = $1`, [
          holding().range.id,
        ])
      })
      held = undefined
    },

    read: async () => checkpoint,
    highestThere: async () => highestThere,
    begin,

    async save(batch: Batch, loaded: LoadOutcome) {
      if (!batch.checkpoint) throw new TypeError('rows of a range never wait for others')
      const { range } = holding()
      const { lastKey, counts } = batch.checkpoint
      await session.query(`UPDATE ${queueSchema}.key_ranges SET last_key = $2, counts = $3 WHERE id = $1`, [
        range.id,
        lastKey.toString(),
        stringifyJson({ ...addLoaded(counts, loaded) }),
      ])
      await tellBatch(session, range.id, batch, loaded, isDetailed)
    },
  }
}

const readKey = (text: string | null | undefined): bigint | null => (text == null ? null : BigInt(text))
