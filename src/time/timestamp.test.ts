import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, daysOf } from './calendar.ts'
import { formatTimestamp, isCanonicalTime, parsePlainTime, parseTimestamp } from './timestamp.ts'

const utc = (local: bigint): bigint => local

test.each<[string, bigint | undefined]>([
  // date -u +%s -d …
  ['2024-02-29 23:59:59', 1_709_251_199_000_000n],
  ['1969-12-31 23:59:59', -1_000_000n],
  ['0001-01-01 00:00:00', -62_135_596_800_000_000n],
  ['0000-03-01 00:00:00', -62_162_035_200_000_000n],
  ['9999-12-31 23:59:59', 253_402_300_799_000_000n],
  ['2023-02-29 00:00:00', undefined],
  ['2024-00-10 00:00:00', undefined],
  ['2024-13-01 00:00:00', undefined],
  ['2024-04-31 00:00:00', undefined],
  ['2024-04-00 00:00:00', undefined],
  ['2024-04-01 24:00:00', undefined],
  ['2024-04-01 00:60:00', undefined],
  ['2024-04-01 00:00:60', undefined],
  ['2024-04-01 00:00:0x', undefined],
  ['202x-04-01 00:00:00', undefined],
  ['x024-04-01 00:00:00', undefined],
  ['2024_04-01 00:00:00', undefined],
])('%s', (text, micros) => {
  expect(parseTimestamp(text, utc)).toBe(micros)
  expect(parsePlainTime(text)).toBe(micros)
})

test('the plain form, too, is a time of the source time zone', () => {
  expect(parseTimestamp('1970-01-01 00:00:00', (local) => local - 3_600_000_000n)).toBe(-3_600_000_000n)
})

test.each<[bigint, string]>([
  [0n, '1970-01-01 00:00:00'],
  [-1n, '1969-12-31 23:59:59.999999'],
  [1_500_000n, '1970-01-01 00:00:01.5'],
  [-62_198_755_200_000_000n, '-0001-01-01 00:00:00'],
  [-62_167_219_200_000_000n, '0000-01-01 00:00:00'],
  [253_402_300_800_000_000n, '10000-01-01 00:00:00'],
])('%d is written as %s', (micros, text) => {
  expect(formatTimestamp(micros, ' ', '')).toBe(text)
  expect(isCanonicalTime(text, micros)).toBe(true)
  expect(isCanonicalTime(text, micros + 1n)).toBe(false)
})

test('the calendar is that of Date', () => {
  const bound = 8_640_000_000_000_000 / 86_400_000
  fc.assert(
    fc.property(fc.integer({ min: -bound, max: bound }), (days) => {
      const date = new Date(days * 86_400_000)
      const { year, month, day } = dayOf(days)
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
      expect(daysOf(year, month, day)).toBe(days)
    }),
    { numRuns: 2000 },
  )
})

test('a text is canonical exactly when it is what is written', () => {
  const micros = fc.bigInt({ min: -210_866_803_200_000_000n, max: 9_224_318_015_999_999_999n })
  const whole = fc
    .bigInt({ min: -62_167_219_200n, max: 253_402_300_799n })
    .map((seconds) => seconds * 1_000_000n)
  fc.assert(
    fc.property(fc.oneof(micros, whole), fc.oneof(micros, whole), (one, other) => {
      const text = formatTimestamp(one, ' ', '')
      expect(isCanonicalTime(text, one)).toBe(true)
      expect(isCanonicalTime(text, other)).toBe(one === other)
      expect(isCanonicalTime(`${text}Z`, one)).toBe(false)
      expect(isCanonicalTime(text.replace(' ', 'T'), one)).toBe(false)
    }),
  )
})
