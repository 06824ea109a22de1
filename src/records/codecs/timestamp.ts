import { formatTimestamp, isCanonicalTime, parseEpoch, parseTimestamp } from '../../time/timestamp.ts'
import { type Cell, realText } from '../cell.ts'
import { type Codec, wholeCell } from '../codec.ts'
import { notText, readWord } from './text.ts'

/** A time in any of the forms that were in use; microseconds since 1970 UTC. A missing one is `missing`. */
export const timestamp = (missing: {
  /** the source columns to take instead, in turn; then 1970-01-01 */
  readonly insteadOf: readonly string[]
  readonly warning?: string
}): Codec<bigint> =>
  wholeCell({
    describe: 'a time: ISO 8601, SQL, or seconds or milliseconds since 1970',
    up(cell, row) {
      const own = readTime(cell, row.facts.instant)
      if (own === 'unreadable') {
        row.refuse('bad_timestamp', 'is not a time that can be read, or out of range')
        return 0n
      }
      if (own !== 'missing') return own
      if (missing.warning)
        row.warn(missing.warning, `is missing; taken from ${missing.insteadOf[0] ?? '1970-01-01'}`)
      for (const name of missing.insteadOf) {
        const other = readTime(row.cell(name), row.facts.instant)
        if (typeof other === 'bigint') return other
      }
      return 0n
    },
    down(value) {
      if (typeof value !== 'bigint') throw new TypeError(`the time ${String(value)} is none`)
      return formatTimestamp(value, ' ', '')
    },
    canonical: (cell, value) => typeof cell === 'string' && isCanonicalTime(cell, value),
    stands(original, value, row) {
      const own = readTime(original, row.instant)
      return typeof own === 'bigint'
        ? own === value
        : value === 0n || Object.values(row.target).includes(value)
    },
  })

function readTime(cell: Cell, instant: (local: bigint) => bigint): bigint | 'missing' | 'unreadable' {
  if (typeof cell === 'number') return parseEpoch(realText(cell)) ?? 'unreadable'
  const text = readWord(cell)
  if (text === null) return 'missing'
  if (text === notText) return 'unreadable'
  return parseTimestamp(text, instant) ?? 'unreadable'
}
