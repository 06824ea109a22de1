import { MigrateError } from '../errors.ts'
import { checksumOf } from './checksum.ts'
import { orderSteps } from './order-steps.ts'
import { inTransaction, quoteIdentifier, type SqlSession } from './session.ts'
import type { Step } from './step.ts'

export interface ApplyOptions {
  /** the target schema; made when it is not there */
  readonly schema: string
  readonly steps: readonly Step[]
  /** only the steps of this phase; all when left out */
  readonly phase?: Step['phase']
  readonly onStep?: (step: Step, position: number, count: number) => void
}

/**
 * Applies what is not applied yet, each step in a transaction with its row in `schema_migrations`,
 * verified before it is committed. Leaves the session's `search_path` on the schema.
 * @returns the names of the steps applied now
 * @throws MigrateError `schema_changed` when an applied step was edited since, before anything is changed
 */
export async function applySteps(session: SqlSession, options: ApplyOptions): Promise<readonly string[]> {
  const ordered = orderSteps(options.steps)
  await enterSchema(session, options.schema)
  const checksums = await readLedger(session)
  for (const step of ordered) {
    const known = checksums.get(step.name)
    if (known !== undefined && known !== checksumOf(step)) throw changed(step.name)
  }
  const pending = ordered.filter(
    (step) => !checksums.has(step.name) && (options.phase === undefined || step.phase === options.phase),
  )
  for (const [index, step] of pending.entries()) {
    options.onStep?.(step, index + 1, pending.length)
    await applyStep(session, step)
  }
  return pending.map((step) => step.name)
}

async function enterSchema(session: SqlSession, schema: string): Promise<void> {
  const [found] = await session.query('SELECT to_regnamespace($1)::text AS name', [quoteIdentifier(schema)])
  if (!found?.name) await session.query(`CREATE SCHEMA ${quoteIdentifier(schema)}`)
  await session.query(`SET search_path TO ${quoteIdentifier(schema)}`)
  await session.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    step_name text PRIMARY KEY,
    version text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    execution_time_ms double precision NOT NULL,
    success boolean NOT NULL)`)
}

async function readLedger(session: SqlSession): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query('SELECT step_name, checksum FROM schema_migrations WHERE success')
  return new Map(rows.map((row) => [String(row.step_name), String(row.checksum)]))
}

async function applyStep(session: SqlSession, step: Step): Promise<void> {
  await inTransaction(session, async () => {
    for (const statement of step.up) await session.query(statement)
    for (const statement of step.verify) {
      const [row] = await session.query(statement)
      if (row === undefined || Object.values(row)[0] !== 't') throw notInPlace(step.name, statement)
    }
    await session.query(
      `INSERT INTO schema_migrations (step_name, version, checksum, execution_time_ms, success)
       VALUES ($1, $2, $3, extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000, true)`,
      [step.name, step.version, checksumOf(step)],
    )
  })
}

const changed = (name: string): MigrateError =>
  new MigrateError(
    'schema_changed',
    `Schema step "${name}" was applied in another form than the one declared now.`,
    'Use the version of betty-migrate that applied it, or roll that step back first.',
  )

const notInPlace = (name: string, statement: string): MigrateError =>
  new MigrateError(
    'schema_not_applied',
    `Schema step "${name}" ran, but its own check does not hold: ${statement}`,
    'The step was undone. Look for an object of the same name in another schema, or a role without rights.',
  )
