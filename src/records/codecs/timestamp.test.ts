import { expect, test } from 'vitest'
import { carried, downRow, edited, upRow } from './rows.testing.ts'
import { timestamp } from './timestamp.ts'

const created = timestamp({ insteadOf: ['updated_at'], warning: 'missing_timestamp' })
const quiet = timestamp({ insteadOf: ['updated_at', 'seen_at'] })

/** 2024-01-01T00:00:00Z is 1,704,067,200 seconds after 1970. */
const newYear = 1_704_067_200_000_000n

test.each([
  ['2024-01-01T00:00:00Z', newYear, '2024-01-01T00:00:00Z'],
  ['2024-01-01 01:00:00', newYear, '2024-01-01 01:00:00'],
  [' 2024-01-01T00:00:00Z ', newYear, ' 2024-01-01T00:00:00Z '],
  [1_704_067_200n, newYear, 1_704_067_200],
  [1_704_067_200_000n, newYear, 1_704_067_200_000],
  [1_704_067_200.5, newYear + 500_000n, { real: '1704067200.5' }],
] as const)('%s is that time, and its spelling is kept', (cell, value, rest) => {
  expect(carried(created, cell)).toEqual({ value, said: [], rest })
})

test('the usual spelling in UTC needs no complement', () => {
  expect(created.rest('2024-01-01 00:00:00', newYear, upRow().row)).toBeUndefined()
  expect(created.rest('2024-01-01 00:00:00.25', newYear + 250_000n, upRow().row)).toBeUndefined()
  expect(created.down(newYear, undefined, downRow())).toBe('2024-01-01 00:00:00')
})

test.each(['yesterday', '2024-02-30', 1e300, new Uint8Array([0xff])])('%s is no time', (cell) => {
  expect(carried(created, cell)).toMatchObject({ value: 0n, said: ['refused: bad_timestamp'] })
})

test('a missing time is taken from the first column that has one', () => {
  const others = { updated_at: '2024-01-01T00:00:00Z' }
  expect(carried(created, null, upRow(others))).toEqual({
    value: newYear,
    said: ['warned: missing_timestamp'],
    rest: null,
  })
  expect(carried(quiet, null, upRow({ updated_at: 'never', seen_at: 1_704_067_200n }))).toEqual({
    value: newYear,
    said: [],
    rest: null,
  })
  expect(carried(created, ' ')).toEqual({ value: 0n, said: ['warned: missing_timestamp'], rest: ' ' })
})

test('the warning of a missing time names what was taken', () => {
  const message = (codec: typeof created) => {
    const said: string[] = []
    codec.up(null, { ...upRow().row, warn: (_code, text) => said.push(text) })
    return said.join()
  }
  expect(message(created)).toContain('updated_at')
  expect(message(timestamp({ insteadOf: [], warning: 'missing_timestamp' }))).toContain('1970-01-01')
})

test('a time that stands comes back as it was; one that was edited as the edit', () => {
  expect(edited(created, '2024-01-01T00:00:00Z', newYear)).toBe('2024-01-01T00:00:00Z')
  expect(edited(created, '2024-01-01 01:00:00', newYear)).toBe('2024-01-01 01:00:00')
  expect(edited(created, '2024-01-01T00:00:00Z', newYear + 1_000_000n)).toBe('2024-01-01 00:00:01')
})

test('a missing time stays missing while its stand-in stands', () => {
  expect(edited(created, null, 0n)).toBeNull()
  expect(edited(created, null, newYear, downRow({ updated_at: newYear }))).toBeNull()
  expect(edited(created, null, newYear, downRow({ updated_at: newYear + 1n }))).toBe('2024-01-01 00:00:00')
})

test('what is no time does not come down', () => {
  expect(() => created.down(null as never, undefined, downRow())).toThrow('the time null is none')
})
