import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresSession } from '../../databases/postgres/connect.ts'
import { converterLock } from '../../databases/postgres/postgres-target.ts'
import { readSharedRun, type SharedRun } from '../../databases/postgres/workers/shared-run.ts'
import { MigrateError } from '../../errors.ts'
import type { RecordSource } from '../../records/ports.ts'
import { version } from '../../version.ts'
import type { Crew } from './crew.ts'

/** How often is looked whether the run goes on, in milliseconds. */
const interval = 500

interface Joining {
  readonly run: SharedRun
  /** the same moment as the workers have open */
  readonly source: RecordSource
  readonly crew: Crew
  readonly url: string
  readonly schema: string
  readonly configuration: string
  readonly onLoss: (text: string) => void
}

/** @throws MigrateError `run_left` when there is none that can be joined */
export async function findRun(session: PostgresSession): Promise<SharedRun> {
  const run = await readSharedRun(session)
  if (run && (await isLed(session))) return run
  throw new MigrateError(
    'run_left',
    'No conversion with several workers is under way in this database.',
    'Begin one without --join (and with --workers 2 or more), then join it while it goes on.',
  )
}

/**
 * Takes part in a run that a process on another machine, or another one here, has begun; ends when all rows are over.
 * @returns how many rows are over through this crew
 * @throws MigrateError `bad_setting` when the run is of another source, version, schema or role; `run_left` when its
 *   coordinator has ended before
 */
export async function joinRun(session: PostgresSession, joining: Joining): Promise<number> {
  const { run, crew, url, onLoss } = joining
  await requireSame(session, joining)
  try {
    crew.work(url)
    for (;;) {
      await wait(interval)
      for (const { error } of crew.muster()) onLoss(`${error.message} The others go on.`)
      const now = await readSharedRun(session)
      if (now?.id !== run.id) return crew.rows
      if (!(await isLed(session))) throw left()
    }
  } finally {
    await crew.end()
  }
}

/** Whether the process that has begun the run still has its lock. */
async function isLed(session: PostgresSession): Promise<boolean> {
  const [found] = await session.query(
    `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
       AND (classid::bigint << 32 | objid::bigint) = $1
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`,
    [converterLock.toString()],
  )
  return found?.held === 't'
}

async function requireSame(
  session: PostgresSession,
  { run, source, schema, configuration }: Joining,
): Promise<void> {
  if (run.fingerprint !== source.fingerprint)
    throw new MigrateError(
      'bad_setting',
      `The conversion that is under way reads another v1 file: its SHA-256 is ${run.fingerprint}, of this one it is ${source.fingerprint}.`,
      'Give every machine a copy of the same file, byte by byte (betty-migrate data backup-v1 makes one that nobody writes to).',
    )
  const [me] = await session.query('SELECT current_user AS role')
  const differences = [
    { what: 'betty-migrate', of: run.version, here: version, next: 'Install the same version everywhere.' },
    { what: 'the schema', of: run.settings.schema, here: schema, next: 'Name it: --v2-schema.' },
    {
      what: 'the configuration',
      of: run.settings.configuration || 'without a file',
      here: configuration || 'without a file',
      next: 'Give every machine the same betty.config.ts: --config.',
    },
    { what: 'the role', of: run.role, here: String(me?.role), next: 'Log in as the same role: --v2-user.' },
  ]
  for (const { what, of, here, next } of differences)
    if (of !== here)
      throw new MigrateError(
        'bad_setting',
        `The conversion that is under way uses ${what} ${of}, and this is ${here}.`,
        next,
      )
}

const left = (): MigrateError =>
  new MigrateError(
    'run_left',
    'The process that had begun the conversion has ended before all rows were over.',
    'What has landed stays. Start it again, then join it again.',
  )
