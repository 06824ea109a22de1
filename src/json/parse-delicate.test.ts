import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawNumber } from './json.ts'
import { parseDelicate } from './parse-delicate.ts'

const outcome = (parse: (text: string) => unknown, text: string): unknown => {
  try {
    return { value: parse(text) }
  } catch (error) {
    return error instanceof SyntaxError ? 'SyntaxError' : error
  }
}

/** As the built-in reads it, with the source text of every number that a double would change. */
const slowly = (text: string): unknown =>
  (JSON.parse as (text: string, reviver: unknown) => unknown)(
    text,
    (_key: string, value: unknown, { source }: { source?: string }) =>
      typeof value === 'number' && String(value) !== source ? rawNumber(source ?? '') : value,
  )

/** The raw numbers in a form that can be compared. */
const shown = (value: unknown): string => JSON.stringify(value)

const same = (text: string): void => {
  const [ours, builtIn] = [outcome(parseDelicate, text), outcome(slowly, text)]
  expect(shown(ours), text).toBe(shown(builtIn))
  expect(ours, text).toEqual(builtIn)
}

test.each([
  ...[
    '',
    ' ',
    '1',
    '-0',
    '-',
    '01',
    '1.',
    '.5',
    '1e',
    '1e+5',
    '+1',
    '1.10',
    '1e400',
    '12345678901234567890',
    'NaN',
  ],
  ...[
    'true',
    'tru',
    'nulll',
    'null ',
    '[',
    '[]',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{}',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
  ],
  ...['{a:1}', '{"a":1 "b":2}', '{"a":1,"a":2.0}', '{"__proto__":{"x":1.0}}', '{"":1.50}', "{'a':1}", '[1]]'],
  ...[
    '"',
    '"\\"',
    '"\\\\"',
    '"\\\\\\""',
    '"\\u00e9\\ud83d"',
    '"\\x"',
    '"\\u12"',
    '"a\tb"',
    '"a\u0000b"',
    '"\u2028"',
  ],
  ...[
    '\ufeff1',
    '\u00a01',
    '\f1',
    ' \t\r\n[ 1.0 , { "a" : "b\\"c" } ] \n',
    '"a\\',
    '["a\\"]',
    '{"a\\"":1.0}',
  ],
])('%j is read as the built-in reads it', same)

test('JSON of any shape is read as the built-in reads it', () => {
  fc.assert(fc.property(fc.json(), same))
})

test('what is nearly JSON is refused when the built-in refuses it', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '1',
    '.',
    '0',
    '-',
    'e',
    'a',
    ' ',
    'null',
    '\\u00',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
      same,
    ),
    { numRuns: 2000 },
  )
})
