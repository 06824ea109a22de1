import { MigrateError } from '../errors.ts'
import { checksumOf } from './checksum.ts'
import type { SqlSession } from './session.ts'
import type { Step } from './step.ts'

/** The table that says which steps were applied; its name and columns are fixed by v2.md. */
export const ledgerTable = 'schema_migrations'

export const createLedger = `CREATE TABLE ${ledgerTable} (
  step_name text PRIMARY KEY,
  version text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  execution_time_ms double precision NOT NULL,
  success boolean NOT NULL)`

export interface LedgerRow {
  readonly step: string
  readonly version: string
  readonly checksum: string
  /** ISO 8601, of the start of the step */
  readonly appliedAt: string
  readonly milliseconds: number
  /** false: it was begun and did not come to its end */
  readonly success: boolean
}

/** What the ledger of the schema at the front of `search_path` says; undefined when there is none. */
export async function readLedger(session: SqlSession): Promise<readonly LedgerRow[] | undefined> {
  if (!(await hasLedger(session))) return undefined
  // by way of JSON, so that a ledger that was changed by hand can still be read, and told
  const rows = await session
    .query(
      `SELECT j ->> 'step_name' AS step_name, j ->> 'version' AS version, j ->> 'checksum' AS checksum,
       to_char((j ->> 'applied_at')::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
       j ->> 'execution_time_ms' AS execution_time_ms, j ->> 'success' AS success
     FROM (SELECT to_jsonb(l) AS j FROM ${ledgerTable} l) ledger ORDER BY at, step_name`,
    )
    .catch(refuseUnreadable)
  return rows.map((row) => ({
    step: String(row.step_name),
    version: String(row.version),
    checksum: String(row.checksum),
    appliedAt: String(row.at),
    milliseconds: Number(row.execution_time_ms),
    success: row.success === 'true',
  }))
}

/** SQLSTATE class 22 is about values, 42809 about a ledger that is no table. */
function refuseUnreadable(cause: unknown): never {
  const code = (cause as { readonly code?: unknown } | null)?.code
  if (typeof code !== 'string' || !/^(22...|42809)$/.test(code)) throw cause
  throw new MigrateError(
    'schema_changed',
    `The table ${ledgerTable} was changed by hand and cannot be read: ${cause instanceof Error ? cause.message : ''}.`,
    'Put it right, or restore a backup, then start again.',
    { cause },
  )
}

export async function ensureLedger(session: SqlSession): Promise<void> {
  if (!(await hasLedger(session))) await session.query(createLedger)
}

const hasLedger = async (session: SqlSession): Promise<boolean> => {
  const [found] = await session.query('SELECT to_regclass($1)::text AS name', [ledgerTable])
  return found?.name != null
}

/** Notes a step in the transaction that is open, with the time since that began. */
export const noteStep = (session: SqlSession, step: Step, success: boolean) =>
  session.query(
    `INSERT INTO ${ledgerTable} (step_name, version, checksum, execution_time_ms, success)
     VALUES ($1, $2, $3, extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000, $4)
     ON CONFLICT (step_name) DO UPDATE SET version = excluded.version, checksum = excluded.checksum,
       applied_at = excluded.applied_at, execution_time_ms = excluded.execution_time_ms, success = excluded.success`,
    [step.name, step.version, checksumOf(step), success],
  )

/** For a step of several transactions, begun with `noteStep(…, false)`: it is done, and took the time since. */
export const noteEnd = (session: SqlSession, step: Step) =>
  session.query(
    `UPDATE ${ledgerTable} SET success = true,
       execution_time_ms = extract(epoch FROM clock_timestamp() - applied_at) * 1000 WHERE step_name = $1`,
    [step.name],
  )

export const strikeStep = (session: SqlSession, step: Step) =>
  session.query(`DELETE FROM ${ledgerTable} WHERE step_name = $1`, [step.name])
