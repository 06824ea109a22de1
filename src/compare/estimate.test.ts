import { expect, test } from 'vitest'
import { estimateDuration } from './estimate.ts'
import { randomFrom } from './latencies.testing.ts'

test('parts that are all alike leave no doubt, and what is done once is added', () => {
  expect(estimateDuration(Array(50).fill(2), 7, randomFrom(1))).toEqual({
    expected: 107,
    lower: 107,
    upper: 107,
  })
})

test('few parts tell nothing of how they vary', () => {
  expect(estimateDuration([1, 3], 0, randomFrom(1))).toEqual({ expected: 4, lower: 2, upper: 8 })
  expect(estimateDuration(Array(19).fill(1), 1, randomFrom(1))).toEqual({
    expected: 20,
    lower: 10,
    upper: 40,
  })
  expect(estimateDuration(Array(20).fill(1), 1, randomFrom(1))).toEqual({
    expected: 21,
    lower: 21,
    upper: 21,
  })
})

test('nine of ten jobs made of the same parts take a time within the interval', () => {
  const random = randomFrom(5)
  const draw = () => Array.from({ length: 100 }, () => -Math.log(1 - random()))
  const jobs = Array.from({ length: 200 }, draw)
  const held = jobs.filter((parts) => {
    const { lower, upper } = estimateDuration(parts, 0, random)
    return lower <= 100 && upper >= 100
  })
  // a hundred parts of mean 1; 90 % of 200 are 180
  expect(held.length).toBeGreaterThan(165)
  expect(held.length).toBeLessThan(195)
})
