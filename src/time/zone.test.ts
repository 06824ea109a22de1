import { expect, test } from 'vitest'
import { createZone } from './zone.ts'

const micros = (iso: string): bigint => BigInt(Date.parse(`${iso}Z`)) * 1000n

/** Expected values from the published rules of the zones. */
test.each([
  ['UTC', '2024-06-01T12:00:00', '2024-06-01T12:00:00'],
  ['Europe/Berlin', '2024-01-15T12:00:00', '2024-01-15T11:00:00'],
  ['Europe/Berlin', '2024-07-15T12:00:00', '2024-07-15T10:00:00'],
  // 31 March 2024: clocks go from 02:00 to 03:00; 02:30 does not exist and moves forward by the gap, to 03:30 (+02)
  ['Europe/Berlin', '2024-03-31T01:59:59', '2024-03-31T00:59:59'],
  ['Europe/Berlin', '2024-03-31T02:30:00', '2024-03-31T01:30:00'],
  ['Europe/Berlin', '2024-03-31T03:00:00', '2024-03-31T01:00:00'],
  // 27 October 2024: 02:00 to 03:00 comes twice, first as summer time (+02)
  ['Europe/Berlin', '2024-10-27T02:30:00', '2024-10-27T00:30:00'],
  ['Europe/Berlin', '2024-10-27T03:00:00', '2024-10-27T02:00:00'],
  // west of Greenwich
  ['America/New_York', '2024-03-10T02:30:00', '2024-03-10T07:30:00'],
  ['America/New_York', '2024-11-03T01:30:00', '2024-11-03T05:30:00'],
  // half an hour of summer time
  ['Australia/Lord_Howe', '2024-04-07T01:45:00', '2024-04-06T14:45:00'],
  ['Asia/Kathmandu', '2024-05-01T00:00:00', '2024-04-30T18:15:00'],
  // Samoa left out 30 December 2011
  ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00'],
  // local mean time
  ['Europe/Berlin', '1890-01-01T00:00:00', '1889-12-31T23:06:32'],
])('%s %s', (zone, local, utc) => {
  expect(createZone(zone)?.(micros(local))).toBe(micros(utc))
})

test('microseconds stay', () => {
  expect(createZone('Europe/Berlin')?.(micros('2024-07-15T12:00:00') + 123_456n)).toBe(
    micros('2024-07-15T10:00:00') + 123_456n,
  )
})

test.each([9_224_318_015_999_999_999n, -210_866_803_200_000_000n])('the ends of the range: %s', (local) => {
  expect(typeof createZone('Asia/Tokyo')?.(local)).toBe('bigint')
})

test.each(['', 'Mars/Olympus', 'Europe/berlin ', '+25:00'])('%j is no zone', (name) => {
  expect(createZone(name)).toBeUndefined()
})
