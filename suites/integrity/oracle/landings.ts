import type { Expectation } from './expectation.ts'
import type { Fault } from './fault.ts'
import type { Source, SourceRow, SourceTable } from './source.ts'

/** Whether the row of an id comes over: it exists and has no fault. */
export type Lands = (id: bigint) => boolean

export interface Landings {
  readonly lands: Lands
  /** Hands expectations of the whole table through, and learns from them what would else be read again. */
  watch(expectations: Iterable<Expectation>): Generator<Expectation>
}

/** Remembers the rows of a table that have a fault; reads the table when asked before it was watched. */
export function landings(
  source: Source,
  table: SourceTable,
  faultOf: (row: SourceRow) => Fault | undefined,
): Landings {
  let faulty: ReadonlySet<bigint> | undefined
  const readFaulty = () => {
    const ids = new Set<bigint>()
    for (const row of source.rows(table)) if (faultOf(row) !== undefined) ids.add(row.id)
    return ids
  }
  return {
    lands: (id) => {
      faulty ??= readFaulty()
      return !faulty.has(id) && source.has(table, id)
    },
    *watch(expectations) {
      const ids = new Set<bigint>()
      for (const expectation of expectations) {
        if (expectation.kind === 'quarantined') ids.add(expectation.id)
        yield expectation
      }
      faulty ??= ids
    },
  }
}
