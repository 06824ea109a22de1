import { createHash } from 'node:crypto'
import { MigrateError } from '../errors.ts'
import type { SqlSession } from './session.ts'
import { describeSessions } from './sessions.ts'

/** The first half of the key of every advisory lock of ours; the second says which schema. */
const lockClass = 0x62657474

const pauseSeconds = 0.2

export interface LockOptions {
  readonly schema: string
  /** how long to wait for another migrator, in milliseconds; 0 refuses at once */
  readonly lockTimeout: number
  /** told once, when it has to wait */
  readonly onWait?: (holder: string) => void
}

/**
 * Runs `work` while no other migrator changes this schema of this database. The lock is asked for again and
 * again instead of waited for: a session that waits would block a concurrent index build for ever. The server
 * lets go of it when the connection ends, however that happens.
 * @throws MigrateError `busy` that names who holds it
 */
export async function withMigrationLock<T>(
  session: SqlSession,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  // a migrator that was killed lets go sooner when the server looks after it; not all servers can
  await session.query("SET client_connection_check_interval TO '1s'").catch(() => undefined)
  const key = [lockClass, createHash('sha256').update(options.schema).digest().readInt32BE()]
  await acquire(session, key, options)
  try {
    return await work()
  } finally {
    // a broken connection has let go of it already
    await session.query('SELECT pg_advisory_unlock($1, $2)', key).catch(() => undefined)
  }
}

async function acquire(
  session: SqlSession,
  key: readonly number[],
  { schema, lockTimeout, onWait }: LockOptions,
): Promise<void> {
  const attempts = Math.ceil(lockTimeout / (pauseSeconds * 1000))
  for (let attempt = 0; ; attempt += 1) {
    const [row] = await session.query('SELECT pg_try_advisory_lock($1, $2) AS mine', key)
    if (row?.mine === 't') return
    if (attempt === attempts) throw held(schema, lockTimeout, await describeHolder(session, key))
    if (attempt === 0) onWait?.(await describeHolder(session, key))
    await session.query('SELECT pg_sleep($1)', [pauseSeconds])
  }
}

const describeHolder = (session: SqlSession, key: readonly number[]): Promise<string> =>
  describeSessions(
    session,
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
       AND classid::bigint = $1 AND objid::bigint = $2::bigint & 4294967295
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    key,
  )

const held = (schema: string, lockTimeout: number, holder: string): MigrateError =>
  new MigrateError(
    'busy',
    `The schema "${schema}" is being changed by ${holder || 'another migrator'}${lockTimeout > 0 ? `, still after ${lockTimeout / 1000} s` : ''}.`,
    'Wait until it is done and start again, or wait longer (--lock-timeout).',
  )
