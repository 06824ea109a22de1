import type { Fault } from './fault.ts'
import type { Source, SourceRow, SourceTable } from './source.ts'

/** Whether the row of an id comes over: it exists and has no fault. */
export type Lands = (id: bigint) => boolean

/** Reads the table once, when first asked, and remembers the rows that have a fault. */
export function landings(
  source: Source,
  table: SourceTable,
  faultOf: (row: SourceRow) => Fault | undefined,
): Lands {
  let faulty: Set<bigint> | undefined
  return (id) => {
    faulty ??= new Set(findFaulty(source, table, faultOf))
    return !faulty.has(id) && source.has(table, id)
  }
}

function* findFaulty(source: Source, table: SourceTable, faultOf: (row: SourceRow) => Fault | undefined) {
  for (const row of source.rows(table)) if (faultOf(row) !== undefined) yield row.id
}
