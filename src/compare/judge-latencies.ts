import { shuffle } from 'simple-statistics'
import {
  type Allowance,
  type Comparison,
  compareLatencies,
  judgeComparison,
  type Latencies,
  type LatencyVerdict,
} from './latencies.ts'

/** Takes so many samples of each side more. */
export type TakeSamples = (count: number) => Promise<Latencies>

export interface Sampling extends Allowance {
  /** samples of each side at first */
  readonly first: number
  /** samples of each side after which an open question stays open */
  readonly most: number
  /** uniform in [0, 1), seeded */
  readonly random: () => number
}

/** What the samples of a pair of calls amount to. */
export interface LatencyJudgement {
  readonly samples: Latencies
  /** the worst of the parts: all must be within the limit */
  readonly verdict: LatencyVerdict
  readonly median: Comparison
  /** at 300 samples and more; before that it is a coin toss */
  readonly p95: Comparison | undefined
  readonly parts: readonly LatencyPart[]
}

/** One quantile of the judgement, with a verdict of its own. */
export interface LatencyPart {
  readonly kind: 'median' | 'p95'
  readonly comparison: Comparison
  readonly verdict: LatencyVerdict
}

const enoughForP95 = 300

/**
 * Measures, and once more up to a cap when the first samples leave the question open. It never goes on until it likes
 * the answer: that would let a slow candidate pass by luck.
 */
export async function judgeLatencies(take: TakeSamples, sampling: Sampling): Promise<LatencyJudgement> {
  const first = await take(sampling.first)
  const found = judgeSamples(first, sampling)
  if (found.verdict !== 'undecided' || sampling.most <= sampling.first) return found
  const more = await take(sampling.most - sampling.first)
  return judgeSamples(join(first, more), sampling)
}

function judgeSamples(samples: Latencies, sampling: Sampling): LatencyJudgement {
  const part = (kind: LatencyPart['kind'], quantile: number): LatencyPart => {
    const comparison = compareLatencies(samples, quantile, sampling.random)
    return { kind, comparison, verdict: judgeComparison(comparison, sampling) }
  }
  const median = part('median', 0.5)
  const p95 = samples.baseline.length >= enoughForP95 ? part('p95', 0.95) : undefined
  const parts = [median, ...(p95 ? [p95] : [])]
  const verdict = worst.find((each) => parts.some((one) => one.verdict === each)) ?? 'within'
  return { samples, verdict, median: median.comparison, p95: p95?.comparison, parts }
}

const worst: readonly LatencyVerdict[] = ['beyond', 'undecided']

const join = (a: Latencies, b: Latencies): Latencies => ({
  baseline: [...a.baseline, ...b.baseline],
  candidate: [...a.candidate, ...b.candidate],
})

/** So wide that a steady machine hardly ever falls out of it. */
const controlConfidence = 0.999

/** The baseline against itself, in two random halves: an interval without 1 means that the machine tells nothing. */
export function compareWithItself(times: readonly number[], random: () => number): Comparison {
  const mixed = shuffle([...times], random)
  const middle = mixed.length >> 1
  const halves = { baseline: mixed.slice(0, middle), candidate: mixed.slice(middle) }
  return compareLatencies(halves, 0.5, random, controlConfidence)
}

/** Whether the noise of the baseline leaves room for a verdict about the limit. */
export const isSteady = ({ ratioWithin: { lower, upper } }: Comparison, limit: number): boolean =>
  lower <= 1 && upper >= 1 && upper < limit

/** Whether a comparison is so far beyond the limit that the noise of the baseline cannot explain it. */
export const outweighs = (comparison: Comparison, noise: Comparison, limit: number): boolean =>
  comparison.ratioWithin.lower > limit * Math.max(noise.ratioWithin.upper, 1 / noise.ratioWithin.lower)
