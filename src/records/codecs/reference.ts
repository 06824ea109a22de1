import { type Cell, decodeCell, encodeCell } from '../cell.ts'
import type { Codec, UpRow } from '../codec.ts'
import type { TargetRow } from '../target-row.ts'
import { readText } from './text.ts'

interface ReferenceRules {
  /** source table that is referred to, and the target table its rows become */
  readonly from: string
  readonly to: string
  identify(id: bigint): string
  /** a row to refer to when there is none, with the warning; left out: the referring row is refused */
  readonly otherwise?: { readonly row: TargetRow & { readonly id: string }; readonly warning: string }
}

/** The key of another source row as the UUID of the row that it becomes. */
export const reference = (rules: ReferenceRules): Codec<string> => ({
  describe: `the UUID of the row of ${rules.from} with that number`,
  up(cell, row) {
    const id = referredId(cell)
    if (id !== undefined && row.facts.standing(rules.from, id) !== 'never') return rules.identify(id)
    return rules.otherwise ? substituted(rules.otherwise, rules.to, row) : refused(rules.from, row)
  },
  rest: (cell, value) =>
    typeof cell === 'bigint' && value !== rules.otherwise?.row.id ? undefined : encodeCell(cell),
  down(value, rest, row) {
    if (rest !== undefined) {
      const original = decodeCell(rest)
      const id = referredId(original)
      if (value === rules.otherwise?.row.id || (id !== undefined && value === rules.identify(id)))
        return original
    }
    const origin = row.origin(rules.to, value)
    return typeof origin === 'bigint' ? origin : null
  },
})

/** The integer id that a cell equals, in whatever storage class. */
export function referredId(cell: Cell): bigint | undefined {
  if (typeof cell === 'bigint') return cell
  const text = readText(cell)
  const digits = typeof text === 'string' ? /^([+-]?\d{1,30})(?:\.0*)?$/.exec(text.trim())?.[1] : undefined
  return digits === undefined ? undefined : inInt64(BigInt(digits))
}

const inInt64 = (id: bigint): bigint | undefined => (BigInt.asIntN(64, id) === id ? id : undefined)

function substituted(
  { row: other, warning }: NonNullable<ReferenceRules['otherwise']>,
  table: string,
  row: UpRow,
) {
  row.need(table, other)
  row.warn(warning, 'refers to no row; a stand-in takes its place')
  return other.id
}

function refused(table: string, row: UpRow): string {
  row.refuse('dangling_relationship', `refers to no row of ${table} that landed`)
  return ''
}
