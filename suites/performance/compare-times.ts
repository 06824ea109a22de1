import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { mean } from 'simple-statistics'
import {
  compareWithItself,
  isSteady,
  judgeLatencies,
  type LatencyJudgement,
  outweighs,
} from '../../src/compare/judge-latencies.ts'
import { type Comparison, compareLatencies, quantileOf } from '../../src/compare/latencies.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { interleave, OtherAnswer, type TimedCall } from './interleave.ts'

/** The same call, as each side is asked for it. */
export interface Sides {
  readonly v1: TimedCall
  readonly v2: TimedCall
  /** v2 through the mapping, as old clients call it: told beside */
  readonly mapped: TimedCall
}

export interface Compared {
  /** the endpoint, as the guide calls it */
  readonly place: string
  /** the id of the check */
  readonly check: string
  /** how many times slower v2 may be */
  readonly limit: number
  /** what was timed, for the account */
  readonly about: string
}

const seed = 20240301
const fewest = 100
const most = 300
const warmUp = 20

/** What the first samples may take of the run, in milliseconds; slow calls get the fewest. */
const budget = 3000

/** Milliseconds that nobody notices. */
const floor = 1

/** Compares how long a call takes in v1 and in v2. */
export async function compareTimes(judge: Judge, sides: Sides, compared: Compared): Promise<void> {
  try {
    await measure(judge, sides, compared)
  } catch (error) {
    if (!(error instanceof OtherAnswer)) throw error
    const { side, expected, actual } = error
    if (side === 'v1')
      judge.inconclusive(`v1 is not steady at ${compared.place}: expected ${expected}, then ${actual}`)
    judge.looked(1, 'timed calls')
    const where = side === 'v2' ? 'v2' : 'v2 through the mapping'
    judge.finding({ code: 'other_answer', place: `${compared.place}, ${where}`, expected, actual })
  }
}

async function measure(judge: Judge, sides: Sides, { place, check, limit, about }: Compared): Promise<void> {
  const generator = xoroshiro128plus(seed)
  const random = () => uniformFloat64(generator)
  const warm = await interleave({ ...sides }, warmUp, random)
  const round = Object.values(warm).reduce((sum, times) => sum + mean([...times]), 0)
  const first = Math.min(most, Math.max(fewest, Math.floor(budget / round)))
  const all = { v1: [] as number[], mapped: [] as number[] }
  const found = await judgeLatencies(
    async (count) => {
      const { v1, v2, mapped } = await interleave({ ...sides }, count, random)
      all.v1.push(...v1)
      all.mapped.push(...mapped)
      return { baseline: v1, candidate: v2 }
    },
    { first, most: Math.max(most, 2 * first), limit, floor, random },
  )
  const mapped = compareLatencies({ baseline: all.v1, candidate: all.mapped }, 0.5, random)
  const noise = compareWithItself(all.v1, random)

  const { samples, median, p95 } = found
  judge.looked(3 * all.v1.length, 'timed calls')
  const ms = (times: readonly number[], quantile: number) => `${quantileOf(times, quantile).toFixed(2)} ms`
  const account = [
    `v2 takes ${ratioText(median)} of the time of v1, at most ${limit} × allowed`,
    `medians ${ms(samples.baseline, 0.5)} and ${ms(samples.candidate, 0.5)}`,
    `p95 ${ms(samples.baseline, 0.95)} and ${ms(samples.candidate, 0.95)}${p95 ? `, ${ratioText(p95)}` : ''}`,
    `through the mapping ${ratioText(mapped)}`,
    `v1 against itself ${ratioText(noise)}`,
    `n = ${samples.baseline.length}, ${about}, seed ${seed}`,
  ].join('; ')
  judge.message(account)
  judge.measure({ latencies: latenciesOf(place, found, limit) })
  if (!isSteady(noise, limit) && !outweighs(median, noise, limit))
    judge.inconclusive(`v1 is not as fast as itself: the machine is too unsteady; ${account}`)
  if (found.verdict === 'undecided') judge.inconclusive(`the interval holds the limit; ${account}`)
  if (found.verdict === 'beyond')
    judge.reproduce(`npx vitest run suites/performance -t '${check}:' # seed ${seed}`)
  for (const { kind, comparison, verdict } of found.parts)
    if (verdict === 'beyond')
      judge.finding({
        code: 'too_slow',
        place: `${place}, ${kind}`,
        expected: `at most ${limit} ×`,
        actual: ratioText(comparison),
      })
}

/** As the report shows them. */
const latenciesOf = (place: string, { samples, parts }: LatencyJudgement, limit: number) =>
  parts.map(({ kind, comparison: { ratio, ratioWithin }, verdict }) => ({
    ...{ place, kind, limit, verdict, ratio },
    n: samples.baseline.length,
    baseline_median: quantileOf(samples.baseline, 0.5),
    candidate_median: quantileOf(samples.candidate, 0.5),
    lower: ratioWithin.lower,
    upper: ratioWithin.upper,
  }))

const ratioText = ({ ratio, ratioWithin: { lower, upper } }: Comparison): string =>
  `${ratio.toFixed(2)} × (${lower.toFixed(2)} to ${upper.toFixed(2)})`
