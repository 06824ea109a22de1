import { accessPaths } from '../../src/betty/access-paths.ts'
import { findScans } from '../../src/databases/postgres/find-scans.ts'
import { check } from '../support/check.ts'
import { systems, withDatabase } from '../support/systems.ts'

/** Rows that are read in a few milliseconds even without an index. */
const small = 10_000

check('performance.queries', async (judge) => {
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
})
