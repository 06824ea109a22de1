import { v7 } from 'uuid'
import { noCounts, type TableCounts } from '../../../records/ports.ts'
import { inTransaction, type SqlSession } from '../../../schema/session.ts'
import { readCounts } from '../progress-ledger.ts'
import { queueSchema } from './queue-schema.ts'
import { addCounts } from './settle-ranges.ts'

/** Source keys above `after`, up to `through`. */
export interface KeyRange {
  readonly after: bigint | null
  readonly through: bigint
}

/**
 * Writes the ranges of a table down; those that an earlier part of the run has left are kept as far as they are.
 * @param cut makes the ranges when there are none
 * @param highestThere the highest source key that may be in the target before any of them is
 * @returns a new job for each range that is not over: what a worker of an earlier part still writes is refused
 */
export async function layRanges(
  session: SqlSession,
  table: string,
  cut: () => readonly KeyRange[],
  highestThere: () => Promise<bigint | null>,
): Promise<readonly string[]> {
  const isLaid = await session.query(
    `SELECT FROM ${queueSchema}.key_ranges WHERE source_table = $1 LIMIT 1`,
    [table],
  )
  await inTransaction(session, async () => {
    if (isLaid.length > 0) return
    const ranges = cut()
    const high = await highestThere()
    await session.query(
      `INSERT INTO ${queueSchema}.key_ranges (id, source_table, after_key, through_key, highest_there, job_id)
       SELECT place, $1, after_key, through_key, $2, gen_random_uuid()
       FROM unnest($3::bigint[], $4::bigint[]) WITH ORDINALITY AS r (after_key, through_key, place)`,
      [
        table,
        high?.toString() ?? null,
        ranges.map(({ after }) => after),
        ranges.map(({ through }) => through),
      ],
    )
  })
  const open = await session.query(
    `SELECT id FROM ${queueSchema}.key_ranges WHERE source_table = $1 AND NOT is_done ORDER BY id`,
    [table],
  )
  const jobs = open.map(() => v7())
  await session.query(
    `UPDATE ${queueSchema}.key_ranges r SET job_id = j.job_id, attempt = -1, backend_pid = NULL
     FROM unnest($1::int[], $2::uuid[]) AS j (id, job_id) WHERE r.id = j.id`,
    [open.map(({ id }) => id), jobs],
  )
  return jobs
}

export interface RangesState {
  readonly open: number
  /** jobs of ranges that a worker has begun */
  readonly held: readonly string[]
  readonly counts: TableCounts
  readonly quarantinedNow: number
}

export async function readRanges(session: SqlSession, table: string): Promise<RangesState> {
  const rows = await session.query(
    `SELECT job_id, attempt, is_done, counts::text FROM ${queueSchema}.key_ranges WHERE source_table = $1`,
    [table],
  )
  const [told] = await session.query(
    `SELECT coalesce(sum(value::int), 0) AS rows FROM ${queueSchema}.told, jsonb_each_text(codes)
     WHERE kind = 'quarantined'`,
  )
  const open = rows.filter(({ is_done }) => is_done !== 't')
  return {
    open: open.length,
    held: open.filter(({ attempt }) => Number(attempt) >= 0).map(({ job_id }) => String(job_id)),
    counts: rows.map(({ counts }) => readCounts(counts ?? '{}')).reduce(addCounts, noCounts),
    quarantinedNow: Number(told?.rows),
  }
}
