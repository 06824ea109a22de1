import fc from 'fast-check'
import { type Cell, MalformedText } from '../records/cell.ts'

/** Text of any script, with what databases and encoders stumble over in it. */
export const text = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme' }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary' }).map((each) => each.toWellFormed()) },
    fc.constantFrom(
      '',
      ' ',
      '\t\n',
      '\0',
      'a\0b',
      '\uFFFD',
      '\uFEFF',
      "'",
      '"',
      '\\',
      '{}',
      '[]',
      'null',
      '\u2028',
    ),
  )

/** A cell of any storage class. */
export const cell = (): fc.Arbitrary<Cell> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
    { weight: 2, arbitrary: fc.double({ noNaN: true }) },
    { weight: 4, arbitrary: text() },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 10 })
        .map((bytes) => new MalformedText(Uint8Array.of(...bytes, 0xff))),
    },
  )

/** A cell that is usually one of the column's own forms, and sometimes anything; text at times as a BLOB. */
export const usually = (own: fc.Arbitrary<Cell>): fc.Arbitrary<Cell> =>
  fc.oneof(
    { weight: 6, arbitrary: own },
    {
      weight: 1,
      arbitrary: own.map((value) => (typeof value === 'string' ? new Uint8Array(Buffer.from(value)) : value)),
    },
    { weight: 3, arbitrary: cell() },
  )
