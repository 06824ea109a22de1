import { parseJson } from '../../../json/json.ts'
import type { ChunkBounds, RunOptions } from '../../../records/ports.ts'
import type { SqlSession } from '../../../schema/session.ts'
import { queueSchema, unlessGone } from './queue-schema.ts'

/** What every worker of a run must do alike. */
export interface SharedSettings extends RunOptions {
  readonly schema: string
  readonly overwrite: boolean
  readonly bounds: ChunkBounds
  /** seconds without a sign of life after which a range is given to another worker */
  readonly leaseSeconds: number
  /** warnings and quarantined rows are wanted one by one, not only counted */
  readonly isDetailed: boolean
}

export interface SharedRun {
  readonly id: string
  readonly fingerprint: string
  /** of betty-migrate: another one may map rows in another way */
  readonly version: string
  /** who has begun it; whoever may end the sessions of a worker is of this role */
  readonly role: string
  readonly settings: SharedSettings
}

/** The run whose workers share the queue of this database, if there is one. */
export async function readSharedRun(session: SqlSession): Promise<SharedRun | undefined> {
  const asking = session.query(
    `SELECT id, fingerprint, version, role, settings::text FROM ${queueSchema}.run`,
  )
  const [row] = await unlessGone(asking, [])
  if (!row) return undefined
  const { id, fingerprint, version, role, settings } = row as Record<string, string>
  return { id, fingerprint, version, role, settings: parseJson(settings ?? '{}') } as unknown as SharedRun
}

export async function writeSharedRun(session: SqlSession, run: Omit<SharedRun, 'role'>): Promise<void> {
  await session.query(
    `WITH old AS (DELETE FROM ${queueSchema}.run)
     INSERT INTO ${queueSchema}.run (id, fingerprint, version, settings) VALUES ($1, $2, $3, $4)`,
    [run.id, run.fingerprint, run.version, JSON.stringify(run.settings)],
  )
}
