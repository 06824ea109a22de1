import type { SourceRow } from './cell.ts'
import type { Quarantined } from './quarantine.ts'
import type { Companion, RowUp, RowWarning } from './row-up.ts'
import type { TargetRow } from './target-row.ts'

type Landed = Extract<RowUp, { kind: 'landed' }>

/**
 * What becomes of a source row now. `waiting`: it refers to a row that a later run carries over. `known`: it is in
 * quarantine from an earlier run, and was not taken up again.
 */
export type MappedRow =
  | {
      readonly kind: 'landed'
      readonly up: Landed
      readonly id: bigint
      /** what earlier facts made of it, if that is another row */
      readonly previous?: TargetRow
    }
  | StayingRow

type StayingRow =
  | { readonly kind: 'quarantined'; readonly id: bigint; readonly row: Quarantined }
  | { readonly kind: 'waiting' | 'known'; readonly id: bigint }

/** What is left to know of a mapped row once it is packed. */
export type CarriedRow =
  | {
      readonly kind: 'landed'
      readonly id: bigint
      /** which of the packed rows it is */
      readonly place: number
      readonly companions: readonly Companion[]
      readonly warnings: readonly RowWarning[]
      /** kept where there are warnings, which show its cells */
      readonly source?: SourceRow
      readonly previous?: TargetRow
    }
  | StayingRow
