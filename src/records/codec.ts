import { equalJson } from '../json/equal.ts'
import type { Json } from '../json/json.ts'
import { type Cell, decodeCell, encodeCell, sameCell } from './cell.ts'
import type { QuarantineCode } from './quarantine.ts'
import type { TargetRow, TargetValue } from './target-row.ts'

/**
 * One source column and its value in the target, both ways, with the complement between them.
 *
 * Law: for every cell that `up` does not refuse, `down(up(cell), rest(cell, up(cell)))` is that cell.
 * `up` is total and looks at nothing but the row and the facts it is given.
 */
export interface Codec<V extends TargetValue | undefined> {
  /** what it does to the column, as a sentence for people */
  readonly describe: string
  up(cell: Cell, row: UpRow): V
  /** what the value lacks to give the cell back; undefined when nothing is missing */
  rest(cell: Cell, value: V, row: UpRow): Json | undefined
  down(value: V, rest: Json | undefined, row: DownRow): Cell
}

/** The row on its way up, as a codec sees it. */
export interface UpRow {
  readonly id: bigint
  /** another column of the same row; NULL when the source has no such column */
  cell(column: string): Cell
  /** The row cannot land. Further faults of the row are still collected. */
  refuse(code: QuarantineCode, reason: string): void
  /** The row lands, with something to tell. */
  warn(code: string, message: string): void
  /** A row of another target table that this row needs, made once. */
  need(table: string, row: TargetRow): void
  readonly facts: Facts
}

/** What a codec may know about other rows. The answers depend on the source alone, never on order or time. */
export interface Facts {
  /** `lands`: is or will be in the target; `waits`: not carried over yet, comes later; `never`: not there, or quarantined */
  standing(table: string, id: bigint): 'lands' | 'waits' | 'never'
  /** what a unique column gets instead of its own value, undefined when it may keep it */
  substitute(column: string, id: bigint): string | null | undefined
  /** microseconds since 1970 UTC of a local wall-clock time in the source time zone, given as if it were UTC */
  instant(localMicros: bigint): bigint
}

/** The target row on its way down. */
export interface DownRow {
  readonly id: bigint | null
  readonly target: TargetRow
  /** the source key of a target row that this one refers to, by its UUID; null when it has none */
  origin(table: string, id: string): bigint | string | null
  /** as `Facts.instant` */
  instant(localMicros: bigint): bigint
}

export interface WholeCell<V extends TargetValue | undefined> {
  readonly describe: string
  up(cell: Cell, row: UpRow): V
  /** the canonical inverse: the most usual source form of the value */
  down(value: V, row: DownRow): Cell
  /** equality of the source cells in meaning; the same cell when left out */
  same?(a: Cell, b: Cell): boolean
  /** whether `down` would give the cell back, where that is known without calling it */
  canonical?(cell: Cell, value: V, row: UpRow): boolean
  /** whether the value is still the one that `original` gave; when it was edited since, the edit wins */
  stands?(original: Cell, value: V, row: DownRow): boolean
}

/**
 * A codec whose complement is the whole cell, kept exactly when the canonical inverse is another one.
 * The law holds by this construction, whatever `up` and `down` are.
 */
export function wholeCell<V extends TargetValue | undefined>(pair: WholeCell<V>): Codec<V> {
  const same = pair.same ?? sameCell
  const canonical = pair.canonical ?? ((cell, value, row) => same(pair.down(value, reflect(row)), cell))
  const stands =
    pair.stands ?? ((original, value, row) => equalValue(pair.up(original, silentRow(row)), value))
  return {
    describe: pair.describe,
    up: pair.up,
    rest: (cell, value, row) => (canonical(cell, value, row) ? undefined : encodeCell(cell)),
    down(value, rest, row) {
      if (rest === undefined) return pair.down(value, row)
      const original = decodeCell(rest)
      return stands(original, value, row) ? original : pair.down(value, row)
    },
  }
}

export function equalValue(a: TargetValue | undefined, b: TargetValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return equalJson(a, b)
}

/** The row as it will be seen on its way down, for a codec that asks for its inverse on the way up. */
const reflect = (row: UpRow): DownRow => ({
  id: row.id,
  target: {},
  origin: () => null,
  instant: row.facts.instant,
})

/** A silent way up, to see what an original would give today. */
export const silentRow = (row: DownRow): UpRow => ({
  id: row.id ?? 0n,
  cell: () => null,
  refuse: () => undefined,
  warn: () => undefined,
  need: () => undefined,
  facts: { standing: () => 'lands', substitute: () => undefined, instant: row.instant },
})
