import { type AskedStatement, findScans } from '../../src/databases/postgres/find-scans.ts'
import type { SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { explainLine } from './explain-line.ts'
import { recordStatements } from './record-statements.ts'
import { usualCalls } from './usual-calls.ts'

/** Rows that are read in a few milliseconds even without an index. */
const small = 10_000

/** Has the reference v2 server answer a call to every endpoint, and explains what it asks the database for that. */
export async function findUnindexed(judge: Judge): Promise<void> {
  const { world, kind } = systems()
  const copy = { ...world, databaseUrl: world.twinUrl ?? world.databaseUrl }
  await withDatabase(copy, async (session) => {
    const [item] = await session.query('SELECT max(v1_id) AS number FROM knowledge_items')
    // what is written is rolled back, and still tried only where nobody else works
    const calls = usualCalls(item?.number ?? '1').filter(({ writes }) => kind === 'rehearsal' || !writes)
    for (const { endpoint, status, statements } of await recordStatements(
      judge,
      session,
      world.schema,
      calls,
    )) {
      judge.looked(1, 'calls')
      if (status >= 500)
        judge.finding({ code: 'call_failed', place: endpoint, expected: 'below 500', actual: String(status) })
      await explain(judge, session, endpoint, statements)
    }
  })
}

/** One finding for each table, however many statements read it. */
async function explain(
  judge: Judge,
  session: SqlSession,
  endpoint: string,
  statements: readonly AskedStatement[],
): Promise<void> {
  const told = new Set<string>()
  for (const statement of statements) {
    judge.looked(1, 'queries')
    for (const { table, rows } of await findScans(session, statement)) {
      if (told.has(table)) continue
      told.add(table)
      judge.finding({
        code: 'no_index',
        place: `${endpoint}: ${table}`,
        expected: 'an index that finds the rows',
        actual: `the whole table is read, ${rows} rows`,
        info: rows < small,
      })
      if (rows >= small) judge.reproduce(explainLine(statement))
    }
  }
}
