import { quarantineOf } from './cell.ts'
import type { Fault } from './fault.ts'
import type { JsonObject } from './json.ts'
import type { SourceRow } from './source.ts'

/**
 * A v2 row by its columns. UUIDs, `v1_id` and `strength` as text (shortest digits), times as
 * microseconds since 1970 as text, jsonb columns as JSON.
 */
export type ExpectedRow = JsonObject

/** What must be found in v2 for one row of v1. */
export type Expectation =
  | {
      readonly kind: 'landed'
      readonly id: bigint
      readonly row: ExpectedRow
      /** sorted, each once */
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'quarantined'; readonly id: bigint; readonly code: Fault; readonly raw: JsonObject }

const NONE: readonly string[] = []

export function quarantined(row: SourceRow, code: Fault): Expectation {
  const raw = Object.fromEntries(row.all.map(([name, cell]) => [name, quarantineOf(cell)]))
  return { kind: 'quarantined', id: row.id, code, raw }
}

export function landed(id: bigint, row: ExpectedRow, warnings: ReadonlySet<string>): Expectation {
  return { kind: 'landed', id, row, warnings: warnings.size === 0 ? NONE : [...warnings].sort() }
}
