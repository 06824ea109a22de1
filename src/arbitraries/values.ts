import fc from 'fast-check'
import type { Cell } from '../records/cell.ts'
import { text } from './cells.ts'

const inAnyCase = (words: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...words), fc.constantFrom('', ' ', '\t'), fc.boolean())
    .map(([word, blank, upper]) => blank + (upper ? word.toUpperCase() : word))

/** A word of an enumerated column: known, in another spelling, or unknown. */
export const word = (known: readonly string[]): fc.Arbitrary<Cell> =>
  fc.oneof(fc.constantFrom(...known), inAnyCase(known), text())

/** Tags or permissions: comma-separated text, or JSON that should be an array of strings. */
export const list = (items: fc.Arbitrary<string>): fc.Arbitrary<Cell> =>
  fc.oneof(
    fc.array(items, { maxLength: 4 }).map((each) => each.join(',')),
    fc.array(items, { maxLength: 4 }).map((each) => JSON.stringify(each)),
    fc.array(fc.jsonValue(), { maxLength: 3 }).map((each) => JSON.stringify(each)),
    fc.constantFrom(
      '["a"',
      '"a,b"',
      '{"a":1}',
      '[ "a" , "b" ]',
      '["\\u0000"]',
      '["\\ud800"]',
      ',,',
      ' a , b ',
    ),
  )

/** Timestamps in every form of v1.md, and some that are none. */
export const time = (): fc.Arbitrary<Cell> => {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  const clock = fc
    .record({
      year: fc.integer({ min: 0, max: 9999 }),
      month: fc.integer({ min: 1, max: 13 }),
      day: fc.integer({ min: 0, max: 31 }),
      hour: fc.integer({ min: 0, max: 24 }),
      minute: fc.integer({ min: 0, max: 60 }),
      second: fc.integer({ min: 0, max: 60 }),
      fraction: fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,9}$/)),
      separator: fc.constantFrom(' ', 'T', 't'),
      zone: fc.constantFrom('', 'Z', 'z', '+02:00', '-0930', '+02', '+24:00'),
    })
    .map(
      (t) =>
        `${pad(t.year, 4)}-${pad(t.month)}-${pad(t.day)}${t.separator}${pad(t.hour)}:${pad(t.minute)}:${pad(t.second)}${t.fraction}${t.zone}`,
    )
  return fc.oneof(
    { weight: 4, arbitrary: clock },
    fc.integer({ min: -(2 ** 31), max: 2 ** 32 }).map(BigInt),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double({ min: -1e12, max: 1e13, noNaN: true }),
    fc.integer({ min: 0, max: 2_000_000_000 }).map(String),
    fc.constantFrom('2024-03-01', '2024-02-30', '2024-03-01T09:30', 'yesterday', '', '  ', null),
  )
}

/** A number as JSON writes it, with digits that a double would lose. */
const numberSource = fc.oneof(
  fc.stringMatching(/^-?[1-9]\d{0,24}(\.\d{1,20})?$/),
  fc.constantFrom('9007199254740993', '1.10', '1e400', '-0', '0.5', '2.4999999999999999999'),
)

/** JSON text of an object with some of the given keys, at times broken. */
export const object = (keys: readonly string[]): fc.Arbitrary<Cell> => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }).map((each) => JSON.stringify(each)),
    numberSource,
    fc.constantFrom(
      '"low"',
      '" HIGH "',
      '"a, b"',
      '[]',
      '["x","y,z"]',
      '[1]',
      '""',
      '"3"',
      '"\\u0000"',
      '"\\ud800x"',
    ),
  )
  const key = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'a'),
    fc.string(),
    ...(keys.length > 0 ? [fc.constantFrom(...keys)] : []),
  )
  const entries = fc.array(fc.tuple(key, value), { maxLength: 6 })
  const written = entries.map(
    (each) => `{${each.map(([name, json]) => `${JSON.stringify(name)}: ${json}`).join(' , ')}}`,
  )
  return fc.oneof(
    { weight: 5, arbitrary: written },
    fc.constantFrom('{}', '[]', '"{}"', '{', 'null', '', '1', '\uFEFF{}'),
    text(),
  )
}
