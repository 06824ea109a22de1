import { sampleWithReplacement, sum } from 'simple-statistics'
import { type Interval, quantileOf } from './latencies.ts'

const resamples = 1000

/** So few parts tell nothing about how much they vary. */
const fewParts = 20

/**
 * How long a job will take that was rehearsed part by part, with a 90 % interval, in the unit of the parts.
 * @param parts times of parts of about the same size; with few of them the interval is half to twice the time
 * @param rest time of what is done once
 * @param random uniform in [0, 1), seeded
 */
export function estimateDuration(
  parts: readonly number[],
  rest: number,
  random: () => number,
): Interval & { readonly expected: number } {
  const expected = sum([...parts]) + rest
  if (parts.length < fewParts) return { expected, lower: expected / 2, upper: expected * 2 }
  const totals = Array.from(
    { length: resamples },
    () => sum(sampleWithReplacement([...parts], parts.length, random)) + rest,
  )
  return { expected, lower: quantileOf(totals, 0.05), upper: quantileOf(totals, 0.95) }
}
