import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { estimateDuration } from '../../src/compare/estimate.ts'
import type { Measures } from '../../src/readiness/measures.ts'
import { noCounts } from '../../src/records/ports.ts'
import type { RaisedDatabase } from './raise-database.ts'

const seed = 7

/** What a rehearsal shows of the real migration: what becomes of the rows of each table, and how long it takes. */
export function measuresOf({ result, seconds, batches }: RaisedDatabase): Partial<Measures> {
  const generator = xoroshiro128plus(seed)
  const loading = batches.reduce((sum, each) => sum + each, 0)
  const { expected, lower, upper } = estimateDuration(batches, Math.max(0, seconds - loading), () =>
    uniformFloat64(generator),
  )
  const read = Object.values(result.tables).reduce((sum, counts) => sum + counts.read, 0)
  return {
    rows: Object.entries(result.tables).map(([table, given]) => {
      const counts = { ...noCounts, ...given }
      return {
        table,
        ...{ read: counts.read, landed: counts.landed, waiting: counts.waiting },
        already_there: counts.alreadyThere,
        in_conflict: counts.inConflict,
        quarantined: { ...result.quarantined[table] },
      }
    }),
    estimates: [
      {
        ...{ seconds: expected, lower, upper },
        text: `rows, keys and indexes, as this rehearsal took for ${read} rows on this machine in ${batches.length} batches. v1 must not be written to meanwhile, nor while the rows are verified afterwards`,
      },
    ],
  }
}
