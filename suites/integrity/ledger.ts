import type { PostgresSession } from '../../src/databases/postgres/connect.ts'
import { quoteIdentifier } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { declaration } from '../support/declaration.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { migrationOf, withV1File } from '../support/v1-file.ts'

/** Counted in the two databases, with nothing of what the converter says of itself. */
async function expectBalance(judge: Judge): Promise<void> {
  const { world } = systems()
  await withV1File(world.v1Path, (source) =>
    withDatabase(world, async (session) => {
      await expectReasons(judge, session)
      await expectRunsOfQuarantine(judge, session)
      await expectEnd(judge, session)
      for (const { source: from, target: to, key } of migrationOf(world.v1Path).records) {
        const high = source.highestKey(from, key)
        const numbers = quoteIdentifier(declaration().keys[to] ?? 'v1_id')
        const [counts] = await session.query(
          `SELECT (SELECT count(*) FROM ${quoteIdentifier(to)} WHERE ${numbers} <= $2) AS landed,
             (SELECT count(*) FROM migration_quarantine WHERE source_table = $1 AND resolved_at IS NULL) AS quarantined`,
          [from, String(high ?? 0)],
        )
        const read = source.tables.get(from) ?? 0
        const [landed, quarantined] = [Number(counts?.landed), Number(counts?.quarantined)]
        judge.looked(read, `rows of ${from}`)
        judge.looked(1, 'tables')
        if (read === landed + quarantined) continue
        judge.finding({
          code: 'ledger_differs',
          place: from,
          expected: `${read} rows in v1`,
          actual: `${landed} landed + ${quarantined} in quarantine`,
        })
      }
    }),
  )
}

/** Of rows that a run is still to bring, or has given up on, nothing can be said yet. */
async function expectEnd(judge: Judge, session: PostgresSession): Promise<void> {
  const [last] = await session.query(
    `SELECT id, status, finished_at, finished_at >= started_at AND finished_at <= now() + interval '1 day' AS is_over
     FROM migration_runs ORDER BY started_at DESC, id LIMIT 1`,
  )
  if (!last) judge.warn('the v2 database knows of no run of a migration')
  else if (last.status !== 'completed')
    judge.finding({
      code: 'run_not_completed',
      place: `migration_runs ${last.id}`,
      expected: 'completed',
      actual: String(last.status),
    })
  else if (last.is_over !== 't')
    judge.finding({
      code: 'run_has_no_end',
      place: `migration_runs ${last.id}`,
      expected: 'an end after its start, and not to come',
      actual: String(last.finished_at),
    })
}

/** Nobody could mend a row that is left out without a word. */
async function expectReasons(judge: Judge, session: PostgresSession): Promise<void> {
  const rows = await session.query(
    `SELECT source_table, count(*) AS rows FROM migration_quarantine
     WHERE resolved_at IS NULL AND (btrim(reason) = '' OR btrim(reason_code) = '') GROUP BY source_table ORDER BY source_table`,
  )
  for (const { source_table: place, rows: count } of rows)
    judge.finding({ code: 'no_reason', place: String(place), expected: 'a reason', actual: `${count} rows` })
  const shared = await session.query(
    `SELECT source_table, left(reason, 200) AS reason, string_agg(DISTINCT reason_code, ', ' ORDER BY reason_code) AS codes
     FROM migration_quarantine WHERE resolved_at IS NULL AND btrim(reason) <> ''
     GROUP BY source_table, reason HAVING count(DISTINCT reason_code) > 1 ORDER BY source_table, reason`,
  )
  for (const { source_table: place, reason, codes } of shared)
    judge.finding({
      code: 'reason_of_another',
      place: String(place),
      expected: `a reason of its own for each of ${codes}`,
      actual: String(reason),
    })
}

/** What says by whom a row was left out, and when, must be true: a run that is known, and no time before the first one. */
async function expectRunsOfQuarantine(judge: Judge, session: PostgresSession): Promise<void> {
  const rows = await session.query(
    `SELECT source_table, count(*) AS rows FROM migration_quarantine q
     WHERE resolved_at IS NULL AND EXISTS (SELECT FROM migration_runs)
       AND (NOT EXISTS (SELECT FROM migration_runs r WHERE r.id = q.run_id)
         OR quarantined_at < (SELECT min(started_at) FROM migration_runs) - interval '1 day')
     GROUP BY source_table ORDER BY source_table`,
  )
  for (const { source_table: place, rows: count } of rows)
    judge.finding({
      code: 'no_run',
      place: String(place),
      expected: 'a run',
      actual: `${count} rows of none`,
    })
}

async function expectNoQuarantine(judge: Judge): Promise<void> {
  const { world } = systems()
  const rows = await withDatabase(world, (session) =>
    session.query(
      `SELECT source_table, reason_code, count(*) AS rows, min(source_key::bigint) AS first FROM migration_quarantine
       WHERE resolved_at IS NULL GROUP BY source_table, reason_code ORDER BY source_table, reason_code`,
    ),
  )
  judge.looked(1, 'quarantine')
  for (const row of rows) {
    judge.finding({
      code: String(row.reason_code),
      place: String(row.source_table),
      note: `${row.rows} rows, the first with id ${row.first}`,
      info: true,
    })
  }
  const total = rows.reduce((sum, row) => sum + Number(row.rows), 0)
  if (total > 0) {
    const reasons = rows.map((row) => `${row.rows} of ${row.source_table} ${row.reason_code}`)
    judge.warn(`${total} rows are in quarantine (${reasons.join(', ')})`)
    judge.reproduce(
      'SELECT * FROM migration_quarantine WHERE resolved_at IS NULL ORDER BY source_table, source_key',
    )
  }
}

export const ledgerChecks = {
  'integrity.ledger': expectBalance,
  'integrity.quarantine-empty': expectNoQuarantine,
} as const
