import { MigrateError } from '../../errors.ts'
import type { SqlSession } from '../../schema/session.ts'
import { createZone, type Instant } from '../../time/zone.ts'

/** What the last conversion into this database tells about its rows. */
export interface LastRun {
  /** false: it was begun and has not come to its end */
  readonly isComplete: boolean
  /** reads times without a zone as it did */
  readonly instant: Instant
}

/** @throws MigrateError `bad_setting` when it read its times in a zone that this runtime does not know */
export async function readLastRun(session: SqlSession): Promise<LastRun> {
  const [run] = await session.query(
    `SELECT status, coalesce(stats ->> 'source_timezone', 'UTC') AS zone
     FROM migration_runs ORDER BY started_at DESC LIMIT 1`,
  )
  const zone = run?.zone ?? 'UTC'
  const instant = createZone(zone)
  if (!instant)
    throw new MigrateError(
      'bad_setting',
      `The rows were converted with times read in ${zone}, a time zone that is not known here.`,
      'Use a Node.js with the full time zone database.',
    )
  return { isComplete: run === undefined || run.status === 'completed', instant }
}
