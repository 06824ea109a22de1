import { expect, test } from 'vitest'
import { compareWithItself, isSteady, judgeLatencies, outweighs } from './judge-latencies.ts'
import { latency, randomFrom } from './latencies.testing.ts'
import { type Comparison, compareLatencies } from './latencies.ts'

/** Sides that may or may not be twice as slow, and how many samples were asked for. */
function openSides() {
  const asked: number[] = []
  const take = async (count: number) => {
    asked.push(count)
    const spread = (low: number, high: number) =>
      Array.from({ length: count }, (_, at) => (at % 2 === 0 ? low : high))
    return { baseline: spread(10, 30), candidate: spread(20, 60) }
  }
  return { asked, take }
}

test('an open question is asked once more, up to the cap, and then stays open', async () => {
  const { asked, take } = openSides()
  const sampling = { first: 100, most: 300, limit: 2, floor: 1, random: randomFrom(1) }
  const { verdict, samples } = await judgeLatencies(take, sampling)
  expect({ verdict, asked, n: samples.candidate.length }).toEqual({
    verdict: 'undecided',
    asked: [100, 200],
    n: 300,
  })
})

/** Sides without spread, and how many samples were asked for. */
function steadySides(baseline: number, candidate: number) {
  const asked: number[] = []
  const take = async (count: number) => {
    asked.push(count)
    return { baseline: Array(count).fill(baseline), candidate: Array(count).fill(candidate) }
  }
  return { asked, take }
}

test.each([
  [10, 'within'],
  [30, 'beyond'],
])(
  'a question that %d ms decide is not asked again, and 299 samples have no p95',
  async (candidate, verdict) => {
    const { asked, take } = steadySides(10, candidate)
    const sampling = { first: 299, most: 900, limit: 2, floor: 1, random: randomFrom(1) }
    const found = await judgeLatencies(take, sampling)
    expect({ verdict: found.verdict, asked }).toEqual({ verdict, asked: [299] })
    expect(found.p95).toBeUndefined()
    expect(found.parts).toEqual([{ kind: 'median', comparison: found.median, verdict }])
  },
)

test('an open question is not asked again when there is nothing more to take', async () => {
  const { asked, take } = openSides()
  const sampling = { first: 100, most: 100, limit: 2, floor: 1, random: randomFrom(1) }
  expect((await judgeLatencies(take, sampling)).verdict).toBe('undecided')
  expect(asked).toEqual([100])
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

test('the baseline is compared with itself in two halves that share nothing', () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    expect([1 / 3, 3]).toContain(compareWithItself([10, 30], randomFrom(seed)).ratio)
  }
})

const withRatio = (lower: number, upper: number): Comparison => ({
  ratio: 1,
  ratioWithin: { lower, upper },
  differenceWithin: { lower: 0, upper: 0 },
})

test.each([
  [0.9, 1.1, true],
  [1, 1.5, true],
  [0.8, 1, true],
  [0.5, 1.99, true],
  [1.01, 1.1, false],
  [0.8, 0.99, false],
  [0.5, 2, false],
])('noise from %d to %d: a verdict about twice as slow is possible: %s', (lower, upper, steady) => {
  expect(isSteady(withRatio(lower, upper), 2)).toBe(steady)
})

/** The noise is the greater one of a baseline that seems slower than itself, and of one that seems faster. */
test.each([
  [4.01, 0.5, 1.5, true],
  [4, 0.5, 1.5, false],
  [3.5, 0.5, 1.5, false],
  [3.01, 0.9, 1.5, true],
  [3, 0.9, 1.5, false],
])('at least %d times slower outweighs noise from %d to %d: %s', (least, lower, upper, outweighed) => {
  expect(outweighs(withRatio(least, 9), withRatio(lower, upper), 2)).toBe(outweighed)
})
