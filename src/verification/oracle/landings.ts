import type { Expectation } from './expectation.ts'
import type { Fault } from './fault.ts'
import { IdRanges } from './id-ranges.ts'
import type { Source, SourceRow, SourceTable } from './source.ts'

/** Whether the row of an id comes over: it exists and has no fault. */
export type Lands = (id: bigint) => boolean

export interface Landings {
  readonly lands: Lands
  /** Hands expectations of the whole table through, and learns from them what would else be read again. */
  watch(expectations: Iterable<Expectation>): Generator<Expectation>
}

/** Remembers which rows of a table land once it was watched; looks at each that is asked for before. */
export function landings(
  source: Source,
  table: SourceTable,
  faultOf: (row: SourceRow) => Fault | undefined,
): Landings {
  let landed: IdRanges | undefined
  return {
    lands: (id) => {
      if (landed !== undefined) return landed.has(id)
      const row = source.row(table, id)
      return row !== undefined && faultOf(row) === undefined
    },
    *watch(expectations) {
      const ids = new IdRanges()
      for (const expectation of expectations) {
        if (expectation.kind === 'landed') ids.add(expectation.id)
        yield expectation
      }
      landed = ids
    },
  }
}
