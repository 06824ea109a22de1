import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyRuns } from './key-runs.ts'

test('knows what is there, at the ends of a run and in the gaps', () => {
  const runs = new KeyRuns([-3, -2, 5, 7, 8, 9])
  const there = [-4, -3, -2, -1, 4, 5, 6, 7, 8, 9, 10].filter((key) => runs.has(key))
  expect(there).toEqual([-3, -2, 5, 7, 8, 9])
  expect(new KeyRuns([]).has(0)).toBe(false)
})

test('agrees with a set', () => {
  const keys = fc.uniqueArray(fc.integer({ min: -20, max: 20 }))
  fc.assert(
    fc.property(keys, fc.integer({ min: -22, max: 22 }), (unordered, key) => {
      expect(new KeyRuns(unordered.toSorted((a, b) => a - b)).has(key)).toBe(unordered.includes(key))
    }),
  )
})
