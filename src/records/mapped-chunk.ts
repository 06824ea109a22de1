import type { PackedRows } from './ports.ts'
import type { Quarantined } from './quarantine.ts'
import type { Companion, RowWarning } from './row-up.ts'
import type { WarningEvent } from './tally.ts'
import type { TargetRow } from './target-row.ts'

/**
 * Source rows on their way, in order of their keys. Most rows land, with nothing to tell: of these there is only the
 * key, so that many rows take little memory.
 */
export interface MappedChunk {
  readonly keys: BigInt64Array
  /** by their place among the keys, in order */
  readonly told: ReadonlyMap<number, ToldRow>
  /** rows of other tables, with the places of those that need them */
  readonly companions: readonly CompanionOfMany[]
  /** the rows that land, in order */
  readonly packed: PackedRows
}

/**
 * `waiting`: it refers to a row that a later run carries over. `known`: it is in quarantine from an earlier run, and was
 * not taken up again.
 */
export type StayingRow =
  | { readonly kind: 'quarantined'; readonly row: Quarantined }
  | { readonly kind: 'waiting' | 'known' }

export type ToldRow =
  | {
      readonly kind: 'landed'
      readonly warnings: readonly ToldWarning[]
      /** what earlier facts made of it, if that is another row */
      readonly previous?: TargetRow
    }
  | StayingRow

export interface ToldWarning {
  readonly warning: RowWarning
  readonly value: WarningEvent['value']
}

interface CompanionOfMany {
  readonly companion: Companion
  readonly places: readonly number[]
}

/** The places of rows that do not land. */
export const stayingPlaces = ({ told }: MappedChunk): number[] =>
  [...told].flatMap(([place, { kind }]) => (kind === 'landed' ? [] : [place]))
