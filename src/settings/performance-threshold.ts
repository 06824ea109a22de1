import { z } from 'zod'
import { rubric } from '../betty/checks/rubric.ts'

const factor = z.number().positive()

/** `get`, `list` and so on: the calls that a check of their own compares. */
const timed = rubric.checks.flatMap(({ id, category }) =>
  category === 'performance' && id !== 'performance.queries' ? [id.replace('performance.', '')] : [],
)

/** How many times slower v2 may be: for all calls, or for each by its name, `default` being for the rest. */
export const performanceThreshold = z.union(
  [factor, z.partialRecord(z.enum(['default', ...timed]), factor)],
  {
    error: `must be a number above 0, or such numbers by name: default, ${timed.join(', ')}`,
  },
)

export type PerformanceThreshold = z.output<typeof performanceThreshold>

export const usualLimit = 2

export const limitFor = (threshold: PerformanceThreshold, call: string): number =>
  typeof threshold === 'number' ? threshold : (threshold[call] ?? threshold.default ?? usualLimit)
