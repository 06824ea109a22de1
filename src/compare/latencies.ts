import { quantileSorted, sampleWithReplacement } from 'simple-statistics'

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** How two sets of times compare at one quantile, with bootstrapped intervals. */
export interface Comparison {
  /** candidate ÷ baseline */
  readonly ratio: number
  readonly ratioWithin: Interval
  /** candidate − baseline, in the unit of the times */
  readonly differenceWithin: Interval
}

/** Times of the two sides, in the same unit. */
export interface Latencies {
  readonly baseline: readonly number[]
  readonly candidate: readonly number[]
}

const resamples = 2000

/**
 * How many times slower the candidate is than the baseline, at a quantile: 0.5 for the medians.
 * @param random uniform in [0, 1), seeded by the caller so that the intervals can be repeated
 * @param confidence of the two-sided intervals; at 0.9 the upper end is a one-sided 95 % bound
 */
export function compareLatencies(
  { baseline, candidate }: Latencies,
  quantile: number,
  random: () => number,
  confidence = 0.9,
): Comparison {
  const draw = (times: readonly number[]): number =>
    quantileOf(sampleWithReplacement([...times], times.length, random), quantile)
  const draws = Array.from({ length: resamples }, () => {
    const [base, other] = [draw(baseline), draw(candidate)]
    return { ratio: other / base, difference: other - base }
  })
  return {
    ratio: quantileOf(candidate, quantile) / quantileOf(baseline, quantile),
    ratioWithin: middle(
      draws.map(({ ratio }) => ratio),
      confidence,
    ),
    differenceWithin: middle(
      draws.map(({ difference }) => difference),
      confidence,
    ),
  }
}

export const quantileOf = (values: readonly number[], quantile: number): number =>
  quantileSorted(Float64Array.from(values).sort() as unknown as number[], quantile)

function middle(values: readonly number[], confidence: number): Interval {
  const tail = (1 - confidence) / 2
  return { lower: quantileOf(values, tail), upper: quantileOf(values, 1 - tail) }
}

export type LatencyVerdict = 'within' | 'beyond' | 'undecided'

/** What is asked of the candidate. */
export interface Allowance {
  /** of the ratio */
  readonly limit: number
  /** a difference that nobody notices, in the unit of the times: below it no ratio counts */
  readonly floor: number
}

/** Three verdicts: only an interval that lies wholly on one side of the limit decides. */
export function judgeComparison(
  { ratioWithin, differenceWithin }: Comparison,
  { limit, floor }: Allowance,
): LatencyVerdict {
  if (ratioWithin.upper <= limit || differenceWithin.upper <= floor) return 'within'
  return ratioWithin.lower > limit && differenceWithin.lower > floor ? 'beyond' : 'undecided'
}
