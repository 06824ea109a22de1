import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { probit } from 'simple-statistics'
import { expect, test } from 'vitest'
import { compareWithItself, isSteady, judgeLatencies, outweighs } from './judge-latencies.ts'
import { compareLatencies, judgeComparison, type LatencyVerdict } from './latencies.ts'

const randomFrom = (seed: number) => {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}

/** Latencies as servers have them: logarithms with a normal spread. */
const latency = (milliseconds: number, random: () => number, spread = 0.4) =>
  milliseconds * Math.exp(spread * probit(0.0001 + 0.9998 * random()))

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

test('an open question is asked once more, up to the cap, and then stays open', async () => {
  const asked: number[] = []
  const take = async (count: number) => {
    asked.push(count)
    const spread = (low: number, high: number) =>
      Array.from({ length: count }, (_, at) => (at % 2 === 0 ? low : high))
    return { baseline: spread(10, 30), candidate: spread(20, 60) }
  }
  const sampling = { first: 100, most: 300, limit: 2, floor: 1, random: randomFrom(1) }
  const { verdict, samples } = await judgeLatencies(take, sampling)
  expect({ verdict, asked, n: samples.candidate.length }).toEqual({
    verdict: 'undecided',
    asked: [100, 200],
    n: 300,
  })
})

test('a tail that is too slow is seen at 300 samples, although the medians agree', async () => {
  const take = async (count: number) => ({
    baseline: Array.from({ length: count }, (_, at) => 10 + (at % 7) / 10),
    candidate: Array.from({ length: count }, (_, at) => (at % 10 === 0 ? 80 : 10 + (at % 7) / 10)),
  })
  const sampling = { first: 300, most: 300, limit: 2, floor: 1, random: randomFrom(1) }
  const { verdict, median, p95 } = await judgeLatencies(take, sampling)
  expect(verdict).toBe('beyond')
  expect(median.ratio).toBeLessThan(1.1)
  expect(p95?.ratioWithin.lower).toBeGreaterThan(2)
})

test('a tail that may be too slow leaves the question open', async () => {
  const tail = (high: number) => async (count: number) => ({
    baseline: Array.from({ length: count }, (_, at) => (at % 16 === 0 ? 20 : 10 + (at % 7) / 10)),
    candidate: Array.from({ length: count }, (_, at) => (at % 16 === 0 ? high : 10 + (at % 7) / 10)),
  })
  const sampling = { first: 300, most: 300, limit: 2, floor: 1, random: randomFrom(1) }
  const { verdict, parts } = await judgeLatencies(tail(60), sampling)
  expect(verdict).toBe('undecided')
  expect(parts.map((part) => `${part.kind} ${part.verdict}`)).toEqual(['median within', 'p95 undecided'])
})

test('a steady baseline equals itself; one that is a lottery tells nothing', () => {
  const random = randomFrom(3)
  const steady = Array.from({ length: 300 }, () => latency(10, random))
  expect(isSteady(compareWithItself(steady, random), 2)).toBe(true)
  const lottery = Array.from({ length: 300 }, () => (random() < 0.5 ? 10 : 100))
  expect(isSteady(compareWithItself(lottery, random), 2)).toBe(false)
})

test('what is far beyond the limit is seen on an unsteady machine, too, and what is just beyond is not', () => {
  const random = randomFrom(5)
  const unsteady = (milliseconds: number) =>
    Array.from({ length: 100 }, () => latency(milliseconds, random, 1.5))
  const baseline = unsteady(10)
  const noise = compareWithItself(baseline, random)
  expect(isSteady(noise, 2)).toBe(false)
  const beside = (candidate: number[]) => compareLatencies({ baseline, candidate }, 0.5, random)
  expect(outweighs(beside(unsteady(300)), noise, 2)).toBe(true)
  expect(outweighs(beside(unsteady(25)), noise, 2)).toBe(false)
  expect(outweighs(beside(unsteady(10)), noise, 2)).toBe(false)
})
