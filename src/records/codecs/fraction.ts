import type { Cell } from '../cell.ts'
import { type Codec, wholeCell } from '../codec.ts'
import { readText } from './text.ts'

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/** The decimal digits that a text is, without blanks around them, or undefined. */
export const readDecimal = (text: string): string | undefined => {
  const trimmed = text.trim()
  return decimal.test(trimmed) ? trimmed : undefined
}

/** A number from 0 to 1; clamped when outside, `otherwise` when missing or no number. */
export const fraction = (otherwise: number, warning: string): Codec<number> =>
  wholeCell({
    describe: `a number from 0 to 1, ${otherwise} when missing`,
    up(cell, row) {
      if (cell === null) return otherwise
      const value = numberIn(cell)
      if (value === undefined || Number.isNaN(value)) {
        row.warn(warning, `is not a number; taken as ${otherwise}`)
        return otherwise
      }
      if (value >= 0 && value <= 1) return value === 0 ? 0 : value
      row.warn(warning, `is outside of 0 to 1; clamped`)
      return value < 0 ? 0 : 1
    },
    down: (value) => value,
  })

function numberIn(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell
  const text = readText(cell)
  const digits = typeof text === 'string' ? readDecimal(text) : undefined
  return digits === undefined ? undefined : Number(digits)
}
