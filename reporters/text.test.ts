import { expect, it } from 'vitest'
import { duration, floorPercent, floorPoints, printable, printableLines } from './text.ts'

it('never rounds up to a threshold', () => {
  expect([89.99, 90, 66.666666667].map(floorPoints)).toEqual(['89.9', '90.0', '66.6'])
  expect([0.8999, 0.29, 1].map(floorPercent)).toEqual(['89.9%', '29.0%', '100.0%'])
})

it('says a duration in its two largest units', () => {
  expect([0, 9.94, 59.6, 61, 3599.6, 7199, 7260, 90_000, 172_800].map(duration)).toEqual([
    '0.0 s',
    '9.9 s',
    '1 min',
    '1 min 1 s',
    '1 h',
    '2 h',
    '2 h 1 min',
    '1 d 1 h',
    '2 d',
  ])
})

it('spells out what a terminal would obey or a reader not see', () => {
  expect(printable('a\u001b[31m\u202eb\nc')).toBe('a\\u{1b}[31m\\u{202e}b\\u{a}c')
  expect(printableLines('a\u0007\nb')).toBe('a\\u{7}\nb')
})
