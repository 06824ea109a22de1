import { v7 } from 'uuid'
import { MigrateError } from '../../errors.ts'
import type { RunOptions } from '../../records/ports.ts'
import { inTransaction, type SqlSession } from '../../schema/session.ts'

/** One row of `migration_runs`, as far as a conversion goes by it. */
export interface ConversionRun extends RunOptions {
  /** empty for a run that is only tried */
  readonly id: string
  readonly fingerprint: string
  /** false: it was begun before, and goes on from its checkpoints */
  readonly isNew: boolean
}

/**
 * The unfinished run of this source, else one that would be new.
 * @throws MigrateError `bad_setting` when an unfinished run read its times in another zone, or mapped rows by another configuration
 */
export async function readOpenRun(
  session: SqlSession,
  fingerprint: string,
  wanted: RunOptions,
): Promise<ConversionRun> {
  const [open] = await session.query(
    `SELECT id::text, stats ->> 'source_timezone' AS timezone, stats ->> 'retry' AS retry,
       coalesce(stats ->> 'configuration', '') AS configuration FROM migration_runs
     WHERE status = 'running' AND source_fingerprint = $1 ORDER BY started_at DESC LIMIT 1`,
    [fingerprint],
  )
  const isRetry = open?.retry === 'true'
  // a retry goes over all rows again, so it begins anew
  if (!open || (wanted.retry && !isRetry)) return { ...wanted, id: '', fingerprint, isNew: true }
  const timezone = open.timezone ?? 'UTC'
  if (timezone !== wanted.timezone) throw otherZone(timezone, wanted.timezone)
  if (open.configuration !== wanted.configuration) throw otherConfiguration()
  return { ...wanted, id: String(open.id), fingerprint, isNew: false, retry: isRetry }
}

/** Goes on with the unfinished run of this source, or begins one; others that were not finished count as failed. */
export async function openRun(
  session: SqlSession,
  fingerprint: string,
  wanted: RunOptions,
): Promise<ConversionRun> {
  const found = await readOpenRun(session, fingerprint, wanted)
  if (!found.isNew) return found
  const run = { ...found, id: v7() }
  const { retry, configuration } = run
  const stats = { source_timezone: run.timezone, retry, ...(configuration && { configuration }) }
  await inTransaction(session, async () => {
    await session.query(
      `UPDATE migration_runs SET status = 'failed', finished_at = now() WHERE status = 'running'`,
    )
    await session.query('DELETE FROM migration_checkpoints')
    await session.query(
      `INSERT INTO migration_runs (id, source_fingerprint, status, stats) VALUES ($1, $2, 'running', $3)`,
      [run.id, fingerprint, JSON.stringify(stats)],
    )
  })
  return run
}

const otherZone = (begun: string, given: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `This conversion was begun with times read in ${begun}, and is not finished; now ${given} was given.`,
    `Say --source-timezone ${begun} to go on. To begin anew in another zone, roll the schema back and apply it again.`,
  )

/** Rows of the same table, some mapped in one way and some in another, could not be told apart afterwards. */
const otherConfiguration = (): MigrateError =>
  new MigrateError(
    'bad_setting',
    'This conversion was begun with another betty.config.ts, or without one, and is not finished.',
    'Go on with the file as it was then. To begin anew with this one, roll the schema back and apply it again.',
  )
