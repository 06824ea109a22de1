import { expect, test } from 'vitest'
import { readDuration } from './duration.ts'

test.each([
  ['0', 0],
  ['30', 30_000],
  ['1.5', 1500],
  ['500ms', 500],
  ['30s', 30_000],
  ['2m', 120_000],
  ['2 min', 120_000],
  ['1h', 3_600_000],
])('%s is %i ms', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds)
})

test.each(['', 'soon', '-1', '1d', '1e9', '9999999h', 'NaN'])('%j is no time', (text) => {
  expect(readDuration(text)).toBeUndefined()
})
