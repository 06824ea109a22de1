import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from './latencies.testing.ts'
import { compareLatencies, judgeComparison } from './latencies.ts'

test('samples without spread have the values themselves as intervals', () => {
  expect(
    compareLatencies({ baseline: Array(50).fill(2), candidate: Array(50).fill(3) }, 0.5, randomFrom(1)),
  ).toEqual({
    ratio: 1.5,
    ratioWithin: { lower: 1.5, upper: 1.5 },
    differenceWithin: { lower: 1, upper: 1 },
  })
})

test('the same seed gives the same intervals, and more confidence gives wider ones', () => {
  const times = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(times, times, fc.integer(), (baseline, candidate, seed) => {
      const found = compareLatencies({ baseline, candidate }, 0.5, randomFrom(seed))
      const sure = compareLatencies({ baseline, candidate }, 0.5, randomFrom(seed), 0.999)
      expect(found.ratioWithin.lower).toBeLessThanOrEqual(found.ratioWithin.upper)
      expect(sure.ratioWithin.lower).toBeLessThanOrEqual(found.ratioWithin.lower)
      expect(sure.ratioWithin.upper).toBeGreaterThanOrEqual(found.ratioWithin.upper)
      expect(compareLatencies({ baseline, candidate }, 0.5, randomFrom(seed))).toEqual(found)
    }),
    { numRuns: 5 },
  )
})

/** Of ten draws out of ten times of which two are others, 0.8^10 = 10.7 % hold none of the two. */
test.each([
  ['upper', 0, [1, 1, 3, 3, 3, 3, 3, 3, 3, 3], { lower: 1, upper: 3 }, { lower: 1, upper: 1 }],
  ['lower', 1, [1, 1, 1, 1, 1, 1, 1, 1, 3, 3], { lower: 1, upper: 3 }, { lower: 3, upper: 3 }],
])(
  'what happens in 10.7 %% is within the %s end at 90 %% of confidence, not at 70 %%',
  (_end, quantile, candidate, at90, at70) => {
    const within = (confidence?: number) =>
      compareLatencies({ baseline: [1, 1], candidate }, quantile, randomFrom(1), confidence).ratioWithin
    expect(within()).toEqual(at90)
    expect(within(0.9)).toEqual(at90)
    expect(within(0.7)).toEqual(at70)
  },
)

test.each([
  ['the ratio is below the limit', [1.2, 2], [5, 9], 'within'],
  ['the ratio is on both sides of it', [1.9, 2.1], [5, 9], 'undecided'],
  ['the ratio is above it', [2.01, 3], [5, 9], 'beyond'],
  ['the ratio is above it, but nobody notices the difference', [2.01, 3], [0.2, 0.9], 'within'],
  ['the ratio is above it, and perhaps nobody notices', [2.01, 3], [0.9, 1.5], 'undecided'],
  [
    'the ratio is above it, and the difference just the one that nobody notices',
    [2.01, 3],
    [0.2, 1],
    'within',
  ],
  ['the ratio is the limit or above it', [2, 3], [5, 9], 'undecided'],
  [
    'the ratio is above it, and the difference more than nobody notices, or just that',
    [2.01, 3],
    [1, 9],
    'undecided',
  ],
] as const)('%s', (_what, [lower, upper], [least, most], verdict) => {
  const comparison = {
    ratio: 2,
    ratioWithin: { lower, upper },
    differenceWithin: { lower: least, upper: most },
  }
  expect(judgeComparison(comparison, { limit: 2, floor: 1 })).toBe(verdict)
})
