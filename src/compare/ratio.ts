import { median, quantileSorted, sampleWithReplacement } from 'simple-statistics'

/** A ratio of two medians, with its two-sided 90 % interval, whose upper end is a one-sided 95 % bound. */
export interface Ratio {
  readonly ratio: number
  readonly lower: number
  readonly upper: number
}

const resamples = 2000

/**
 * How many times slower the candidate is than the baseline, by the medians of both, bootstrapped.
 * @param random uniform in [0, 1), seeded by the caller so that the interval can be repeated
 */
export function ratioOfMedians(
  baseline: readonly number[],
  candidate: readonly number[],
  random: () => number,
): Ratio {
  const ratios = Array.from({ length: resamples }, () => {
    const base = sampleWithReplacement([...baseline], baseline.length, random)
    const other = sampleWithReplacement([...candidate], candidate.length, random)
    return median(other) / median(base)
  }).sort((a, b) => a - b)
  return {
    ratio: median([...candidate]) / median([...baseline]),
    lower: quantileSorted(ratios, 0.05),
    upper: quantileSorted(ratios, 0.95),
  }
}

/** Three verdicts: only an interval that lies wholly on one side of the limit decides. */
export function judgeRatio({ lower, upper }: Ratio, limit: number): 'within' | 'beyond' | 'undecided' {
  if (upper <= limit) return 'within'
  return lower > limit ? 'beyond' : 'undecided'
}
