import { expect } from 'vitest'
import { differences } from '../../src/compare/differences.ts'
import { describeCell } from '../../src/compare/rows-back.ts'
import type { Json } from '../../src/json/json.ts'
import { type Cell, sameCell } from '../../src/records/cell.ts'
import { type Codec, silentRow } from '../../src/records/codec.ts'
import { refuseUnstorable } from '../../src/records/row-up.ts'
import type { TargetValue } from '../../src/records/target-row.ts'

export interface BettyMatchers<R = unknown> {
  /**
   * A codec gives a v1 cell back, in its storage class, from what it made of it and the complement; or its row is refused,
   * and goes to quarantine as a whole.
   */
  toGiveBack(cell: Cell): R
  /** A JSON document says the same: every digit counts, the order of keys does not. */
  toEqualJson(expected: Json): R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends BettyMatchers<R> {}
}

const nothingAround = { id: 1n, target: {}, origin: () => null, instant: (local: bigint) => local }

expect.extend({
  toGiveBack(codec: Codec<TargetValue | undefined>, cell: Cell) {
    let isRefused = false
    const refuse = () => {
      isRefused = true
    }
    const row = { ...silentRow(nothingAround), refuse }
    if (refuseUnstorable(cell, row)) return { pass: true, message: () => 'the row goes to quarantine' }
    const value = codec.up(cell, row)
    const back = codec.down(value, codec.rest(cell, value, row), nothingAround)
    return {
      pass: isRefused || sameCell(cell, back),
      message: () => `${describeCell(cell)} comes back as ${describeCell(back)}`,
      expected: describeCell(cell),
      actual: describeCell(back),
    }
  },
  toEqualJson(actual: Json, expected: Json) {
    const found = differences(expected, actual)
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? 'both say the same'
          : found
              .map(({ path, expected: ours, actual: theirs }) => `${path}: ${ours} became ${theirs}`)
              .join('\n'),
    }
  },
})
