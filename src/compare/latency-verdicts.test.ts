import { expect, test } from 'vitest'
import { judgeLatencies } from './judge-latencies.ts'
import { latency, randomFrom } from './latencies.testing.ts'
import { compareLatencies, judgeComparison, type LatencyVerdict } from './latencies.ts'

const runs = 40

/** How often each verdict comes out for a v2 that is truly so many times slower. */
async function verdictsFor(factor: number): Promise<Readonly<Record<LatencyVerdict, number>>> {
  const verdicts = { within: 0, beyond: 0, undecided: 0 }
  for (let seed = 1; seed <= runs; seed += 1) {
    const random = randomFrom(seed)
    const take = async (count: number) => ({
      baseline: Array.from({ length: count }, () => latency(10, random)),
      candidate: Array.from({ length: count }, () => latency(10 * factor, random)),
    })
    const { verdict } = await judgeLatencies(take, { first: 100, most: 300, limit: 2, floor: 1, random })
    verdicts[verdict] += 1
  }
  return verdicts
}

test('a v2 that is truly 2.2 times slower passes in at most 5 % of the runs', async () => {
  expect((await verdictsFor(2.2)).within).toBeLessThanOrEqual(0.05 * runs)
})

test('one that is 1.5 times slower fails in at most 5 %, and mostly passes', async () => {
  const verdicts = await verdictsFor(1.5)
  expect(verdicts.beyond).toBeLessThanOrEqual(0.05 * runs)
  expect(verdicts.within).toBeGreaterThan(0.9 * runs)
})

test('an equal one never fails, and one three times slower always does', async () => {
  expect(await verdictsFor(1)).toEqual({ within: runs, beyond: 0, undecided: 0 })
  expect(await verdictsFor(3)).toEqual({ within: 0, beyond: runs, undecided: 0 })
})

/** How often each verdict comes out for the p95 alone, where latencies are spread widely. */
function tailVerdictsFor(factor: number): Readonly<Record<LatencyVerdict, number>> {
  const verdicts = { within: 0, beyond: 0, undecided: 0 }
  for (let seed = 1; seed <= runs; seed += 1) {
    const random = randomFrom(seed)
    const times = (milliseconds: number) =>
      Array.from({ length: 300 }, () => latency(milliseconds, random, 0.8))
    const comparison = compareLatencies({ baseline: times(10), candidate: times(10 * factor) }, 0.95, random)
    verdicts[judgeComparison(comparison, { limit: 2, floor: 1 })] += 1
  }
  return verdicts
}

test('of the p95 at 300 samples the same is true: 2.2 times slower hardly ever passes, 1.5 hardly ever fails', () => {
  expect(tailVerdictsFor(2.2).within).toBeLessThanOrEqual(0.05 * runs)
  expect(tailVerdictsFor(1.5).beyond).toBeLessThanOrEqual(0.05 * runs)
  expect(tailVerdictsFor(1)).toEqual({ within: runs, beyond: 0, undecided: 0 })
})
