import { accessPaths } from '../../src/betty/access-paths.ts'
import { findScans } from '../../src/databases/postgres/find-scans.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { systems, withDatabase } from '../support/systems.ts'

/** Rows that are read in a few milliseconds even without an index. */
const small = 10_000

async function expectIndexes(judge: Judge): Promise<void> {
  await withDatabase(systems().world, async (session) => {
    for (const { endpoint, sql } of accessPaths) {
      judge.looked(1, 'queries')
      for (const { table, rows } of await findScans(session, sql)) {
        judge.finding({
          code: 'no_index',
          place: `${endpoint}: ${table}`,
          expected: 'an index that finds the rows',
          actual: `the whole table is read, ${rows} rows`,
          info: rows < small,
        })
        judge.reproduce(`EXPLAIN ${sql};`)
      }
    }
  })
}

export const queryChecks = {
  'performance.queries': expectIndexes,
} as const
