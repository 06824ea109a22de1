import type { PostgresSession } from '../../databases/postgres/connect.ts'
import { endSessions } from '../../databases/postgres/workers/end-sessions.ts'
import {
  createQueueSchema,
  dropQueueSchema,
  hasQueueSchema,
  queueSchema,
} from '../../databases/postgres/workers/queue-schema.ts'
import { type LaidQueue, layQueue } from '../../databases/postgres/workers/range-queue.ts'
import {
  readSharedRun,
  type SharedSettings,
  writeSharedRun,
} from '../../databases/postgres/workers/shared-run.ts'
import { MigrateError } from '../../errors.ts'
import { version } from '../../version.ts'
import type { Teamwork } from './coordinate.ts'

/**
 * Makes the queue for the run that has begun, and lets the workers of this machine and of others come to it. What an
 * earlier part of this run has left in it stays; what is of another run goes.
 */
export async function layRun(
  session: PostgresSession,
  { crew, source, url, leaseSeconds = 60 }: Teamwork,
  {
    schema,
    overwrite,
    timezone,
    retry,
    bounds,
    isDetailed,
    configuration,
  }: Omit<SharedSettings, 'leaseSeconds'>,
): Promise<LaidQueue> {
  const id = await readRunId(session)
  if (await hasQueueSchema(session)) {
    await endSessions(session)
    if ((await readSharedRun(session))?.id !== id) await dropQueueSchema(session)
  }
  if (!(await hasQueueSchema(session))) await createQueueSchema(session)
  await session.query(`DELETE FROM ${queueSchema}.told`)
  const queue = await layQueue(url, leaseSeconds)
  const settings = { schema, timezone, retry, overwrite, bounds, leaseSeconds, isDetailed, configuration }
  await writeSharedRun(session, { id, fingerprint: source.fingerprint, version, settings })
  crew.work(url)
  return queue
}

async function readRunId(session: PostgresSession): Promise<string> {
  const [run] = await session.query(`SELECT id FROM migration_runs WHERE status = 'running'`)
  if (run?.id) return run.id
  throw new MigrateError('internal', 'No run is open.', 'Please report this as a defect of betty-migrate.')
}
