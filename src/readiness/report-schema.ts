import { z } from 'zod'
import { historyLineForm } from './history.ts'
import { measuresForm } from './measures.ts'
import { waiverForm } from './waivers.ts'

/** Raised when a reader of an older document could misread a newer one. */
export const schemaVersion = 1

const share = z.number().min(0).max(1)
const points = z.number().min(0).max(100)
const suite = z.string()
const checkId = z.string()

const finding = z.strictObject({
  code: z.string(),
  place: z.string(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  note: z.string().nullable(),
  info: z.boolean().describe('worth knowing, but does not make the check fail'),
  waived: z.boolean().describe('somebody answers for it: see waivers'),
  fingerprint: z.string().regex(/^[0-9a-f]{12}$/),
})

const cause = z.strictObject({
  code: z.string(),
  fault: z.enum(['usage', 'unreachable', 'harness']),
  message: z.string(),
  next: z.string().describe('what to do about it'),
  checks: z.array(checkId).describe('the checks that could not be judged because of it'),
})

const category = z.strictObject({
  id: z.string(),
  weight: z.number().positive(),
  asks: z.string(),
  score: points.nullable().describe('null: no check of the category counts; it has no part in the total'),
  upper: points.nullable().describe('the score if all that is unknown turned out well'),
  coverage: share.nullable(),
  counted: z.int().min(0).describe('checks that count'),
  known: z.int().min(0),
  failed: z.int().min(0),
})

const check = z.strictObject({
  id: checkId,
  suite,
  category: z.string(),
  severity: z.enum(['blocker', 'major', 'minor']),
  outcome: z.enum(['passed', 'warned', 'failed', 'inconclusive', 'not_run', 'not_applicable']),
  statement: z.string().describe('what holds, or what does not'),
  why: z.string(),
  remedy: z.string(),
  messages: z.array(z.string()),
  findings: z.array(finding).describe('the first of them'),
  finding_count: z.int().min(0).describe('all of them'),
  reproduce: z.array(z.string()).describe('a curl line, an SQL line, a seed'),
  blocked_by: z.string().nullable().describe('the code of the cause that kept it from being judged'),
})

const waiver = waiverForm.extend({
  state: z
    .enum(['used', 'unused', 'expired', 'too_short'])
    .describe('too_short: a finding of a blocker is waived by its full fingerprint only'),
  checks: z.array(checkId).describe('whose findings it waives, or would'),
})

/** The document that all renderers read. */
export const reportSchema = z
  .strictObject({
    schema_version: z.literal(schemaVersion),
    generated_at: z.iso.datetime(),
    verdict: z.enum(['error', 'blocked', 'incomplete', 'not_ready', 'ready']),
    reasons: z.array(z.string()),
    exit_code: z.int().min(0).max(4).describe('what the gate asks for; a failing test run may raise it'),
    score: points.describe('the lower end of the interval: what is unknown earns nothing'),
    upper: points,
    coverage: share,
    level: z.enum(['high', 'medium', 'low', 'very_low']),
    threshold: points,
    min_coverage: share,
    judged: z.array(suite).describe('the suites that the run was asked for'),
    not_judged: z.array(suite),
    partial: z.array(z.string()).describe('why less than these suites was run'),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    measures: measuresForm,
    problems: z.array(cause).describe('what makes the run itself worthless'),
    causes: z.array(cause).describe('what kept checks from being judged, the widest first'),
    categories: z.array(category),
    checks: z.array(check),
    fixes: z
      .array(z.strictObject({ what: z.string(), how: z.string(), checks: z.array(checkId) }))
      .describe('the smallest set of fixes that would make it ready'),
    waivers: z.array(waiver),
    check_set: z.string().describe('names what was judged: only runs with the same can be compared'),
    trend: z.array(historyLineForm).describe('earlier runs with the same check_set, oldest first'),
  })
  .meta({ title: 'betty-migrate readiness report' })

export type Report = z.infer<typeof reportSchema>

/** The schema for readers in other languages: JSON Schema 2020-12. */
export const reportJsonSchema = (): object => z.toJSONSchema(reportSchema)
