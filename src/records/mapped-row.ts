import type { StayingRow } from './mapped-chunk.ts'
import type { RowUp } from './row-up.ts'
import type { TargetRow } from './target-row.ts'

/** What becomes of a source row now. */
export type MappedRow =
  | {
      readonly kind: 'landed'
      readonly up: Extract<RowUp, { kind: 'landed' }>
      /** what earlier facts made of it, if that is another row */
      readonly previous?: TargetRow
    }
  | StayingRow
