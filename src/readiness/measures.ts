import { z } from 'zod'

const amount = z.int().min(0)
const milliseconds = z.number().min(0)

/** How long v2 takes beside v1 for one kind of call. */
const latency = z.strictObject({
  place: z.string(),
  kind: z.enum(['median', 'p95']).describe('what the ratio is of'),
  n: amount.describe('timed calls on each side'),
  baseline_median: milliseconds,
  candidate_median: milliseconds,
  ratio: z.number().min(0).describe('candidate ÷ baseline'),
  lower: z.number().min(0).describe('of the interval of the ratio'),
  upper: z.number().min(0),
  limit: z.number().positive().describe('the ratio that is allowed'),
  verdict: z.enum(['within', 'beyond', 'undecided']),
})

/** What became of the rows of one source table. */
const tableRows = z.strictObject({
  table: z.string(),
  read: amount,
  landed: amount,
  already_there: amount,
  in_conflict: amount,
  waiting: amount,
  quarantined: z.record(z.string(), amount).describe('rows by the code of the reason'),
})

/** How often a check looked at one place, an endpoint for instance, and found it wrong. */
const placeCount = z.strictObject({
  place: z.string(),
  check: z.string(),
  looked: amount,
  failed: amount,
})

/** How long the migration of the real data will take. */
const estimate = z.strictObject({
  seconds: z.number().min(0),
  lower: z.number().min(0),
  upper: z.number().min(0),
  text: z.string().describe('what it was worked out from'),
})

/** What was measured beyond findings, for readers of the report: none of it changes the score. */
export const measuresForm = z.strictObject({
  latencies: z.array(latency),
  rows: z.array(tableRows),
  places: z.array(placeCount),
  estimates: z.array(estimate).describe('one for each rehearsal, the longest first'),
})

/** Plain values: they cross process borders as JSON. */
export type Measures = z.infer<typeof measuresForm>

export const noMeasures: Measures = { latencies: [], rows: [], places: [], estimates: [] }

/** @throws ZodError when a value is none that JSON can carry, NaN for instance */
export const parseMeasures = (given: Partial<Measures>): Measures =>
  measuresForm.parse({ ...noMeasures, ...given })

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Every value once, in an order that does not depend on where it came from. */
function distinct<T>(lists: readonly (readonly T[])[]): T[] {
  const byText = new Map(lists.flat().map((value) => [JSON.stringify(value), value]))
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value)
}

/** Joins what tests and shards measured; a part that arrives twice counts once. */
export const mergeMeasures = (parts: readonly Partial<Measures>[]): Measures => ({
  latencies: distinct(parts.map((part) => part.latencies ?? [])),
  rows: distinct(parts.map((part) => part.rows ?? [])),
  places: distinct(parts.map((part) => part.places ?? [])),
  estimates: distinct(parts.map((part) => part.estimates ?? [])).sort((a, b) => b.seconds - a.seconds),
})
