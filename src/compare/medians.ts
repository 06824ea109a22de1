import { median, quantileSorted, sampleWithReplacement } from 'simple-statistics'

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** How two sets of times compare, by their medians, with bootstrapped intervals. */
export interface Comparison {
  /** candidate ÷ baseline */
  readonly ratio: number
  readonly ratioWithin: Interval
  /** candidate − baseline, in the unit of the times */
  readonly differenceWithin: Interval
}

const resamples = 2000

/**
 * How many times slower the candidate is than the baseline.
 * @param random uniform in [0, 1), seeded by the caller so that the intervals can be repeated
 * @param confidence of the two-sided intervals; at 0.9 the upper end is a one-sided 95 % bound
 */
export function compareMedians(
  baseline: readonly number[],
  candidate: readonly number[],
  random: () => number,
  confidence = 0.9,
): Comparison {
  const draws = Array.from({ length: resamples }, () => {
    const base = median(sampleWithReplacement([...baseline], baseline.length, random))
    const other = median(sampleWithReplacement([...candidate], candidate.length, random))
    return { ratio: other / base, difference: other - base }
  })
  return {
    ratio: median([...candidate]) / median([...baseline]),
    ratioWithin: middle(
      draws.map((draw) => draw.ratio),
      confidence,
    ),
    differenceWithin: middle(
      draws.map((draw) => draw.difference),
      confidence,
    ),
  }
}

function middle(values: readonly number[], confidence: number): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  const tail = (1 - confidence) / 2
  return { lower: quantileSorted(sorted, tail), upper: quantileSorted(sorted, 1 - tail) }
}

/**
 * Three verdicts: only an interval that lies wholly on one side of the limit decides.
 * @param limit of the ratio
 * @param floor a difference that nobody notices, in the unit of the times: below it no ratio counts
 */
export function judgeComparison(
  { ratioWithin, differenceWithin }: Comparison,
  limit: number,
  floor: number,
): 'within' | 'beyond' | 'undecided' {
  if (ratioWithin.upper <= limit || differenceWithin.upper <= floor) return 'within'
  return ratioWithin.lower > limit && differenceWithin.lower > floor ? 'beyond' : 'undecided'
}
