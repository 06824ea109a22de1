import fc from 'fast-check'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { judgeRatio, ratioOfMedians } from './ratio.ts'

const randomFrom = (seed: number) => {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}

test('samples without spread have the ratio itself as interval', () => {
  expect(ratioOfMedians(Array(50).fill(2), Array(50).fill(3), randomFrom(1))).toEqual({
    ratio: 1.5,
    lower: 1.5,
    upper: 1.5,
  })
})

test('the ratio lies in its interval, and the same seed gives the same one', () => {
  const times = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(times, times, fc.integer(), (baseline, candidate, seed) => {
      const found = ratioOfMedians(baseline, candidate, randomFrom(seed))
      expect(found.lower).toBeLessThanOrEqual(found.upper)
      expect(ratioOfMedians(baseline, candidate, randomFrom(seed))).toEqual(found)
    }),
    { numRuns: 5 },
  )
})

test.each([
  [1.2, 1.9, 'within'],
  [1.2, 2, 'within'],
  [1.9, 2.1, 'undecided'],
  [2, 2.1, 'undecided'],
  [2.01, 3, 'beyond'],
])('an interval from %f to %f is %s of a limit of 2', (lower, upper, verdict) => {
  expect(judgeRatio({ ratio: (lower + upper) / 2, lower, upper }, 2)).toBe(verdict)
})
