import { z } from 'zod'
import type { Rubric } from './contract.ts'
import { fingerprint } from './finding.ts'
import type { Report } from './report-schema.ts'

const points = z.number().min(0).max(100)

/** One run, as the history keeps it. */
export const historyLineForm = z.object({
  generated_at: z.iso.datetime(),
  verdict: z.enum(['error', 'blocked', 'incomplete', 'not_ready', 'ready']),
  score: points,
  upper: points,
  coverage: z.number().min(0).max(1),
  threshold: points,
  check_set: z
    .string()
    .describe('the same for runs that were judged on the same checks with the same weights'),
  checks: z.int().min(0),
  failed: z.array(z.string()).describe('the ids of the failed checks'),
})

export type HistoryLine = z.infer<typeof historyLineForm>

/** Names what a run was judged on; scores of different sets say nothing about each other. */
export const checkSetOf = ({ categories, checks }: Rubric): string =>
  fingerprint(
    ...categories.map(({ id, weight }) => `${id} ${weight}`).sort(),
    null,
    ...checks.map(({ id, category, severity }) => `${id} ${category} ${severity}`).sort(),
  )

export const historyLine = (report: Report): HistoryLine => ({
  generated_at: report.generated_at,
  verdict: report.verdict,
  score: report.score,
  upper: report.upper,
  coverage: report.coverage,
  threshold: report.threshold,
  check_set: report.check_set,
  checks: report.checks.length,
  failed: report.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id),
})

const shown = 30

/** The latest runs on the same checks, oldest first. A run that judged nothing is no point of a trend. */
export const trendOf = (history: readonly HistoryLine[], checkSet: string): HistoryLine[] =>
  history
    .filter((line) => line.check_set === checkSet && line.verdict !== 'error')
    .sort((a, b) => (a.generated_at < b.generated_at ? -1 : 1))
    .slice(-shown)
