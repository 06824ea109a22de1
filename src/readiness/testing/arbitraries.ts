import fc from 'fast-check'
import { MigrateError } from '../../errors.ts'
import type { Category, Check, Evidence, Gate, Outcome, Rubric, Run, Severity } from '../contract.ts'
import { noMeasures } from '../measures.ts'

export const outcomes = [
  'passed',
  'warned',
  'failed',
  'inconclusive',
  'not_run',
  'not_applicable',
] as const satisfies readonly Outcome[]

export const gate: Gate = { threshold: 90, minCoverage: 0.9 }

export const unreachable = new MigrateError('postgres_lost', 'PostgreSQL is gone.', 'Start it.').toReport()

export const makeCategory = (id: string, weight: number): Category => ({
  id,
  weight,
  asks: `does ${id} hold?`,
})

export const makeCheck = (
  id: string,
  category: string,
  severity: Severity = 'major',
  suite = 'compat',
): Check => ({
  id,
  suite,
  category,
  severity,
  holds: `${id} holds.`,
  fails: `${id} does not hold.`,
  why: `${id} matters.`,
  remedy: `Mend ${id}.`,
})

export const makeEvidence = (check: string, outcome: Outcome, more: Partial<Evidence> = {}): Evidence => ({
  check,
  outcome,
  message: `${check} ${outcome}`,
  findings: [],
  findingCount: 0,
  reproduce: [],
  ...more,
})

export const makeRun = (evidence: readonly Evidence[], more: Partial<Run> = {}): Run => ({
  judged: ['compat'],
  evidence,
  partial: [],
  crashed: [],
  problems: [],
  facts: {},
  measures: noMeasures,
  ...more,
})

const severities = ['blocker', 'major', 'minor'] as const

/** Up to four categories, one of which may have no check, and up to twelve checks. */
export const rubrics: fc.Arbitrary<Rubric> = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
    checks: fc.array(fc.record({ category: fc.nat(), severity: fc.constantFrom(...severities) }), {
      minLength: 1,
      maxLength: 12,
    }),
  })
  .map(({ weights, checks }) => ({
    categories: weights.map((weight, index) => makeCategory(`category-${index}`, weight)),
    checks: checks.map(({ category, severity }, index) =>
      makeCheck(`check-${index}`, `category-${category % weights.length}`, severity),
    ),
  }))

/** A rubric with evidence for some of its checks, for some of them several times. */
export const judgedRubrics: fc.Arbitrary<{ rubric: Rubric; evidence: Evidence[] }> = rubrics.chain((rubric) =>
  fc.record({
    rubric: fc.constant(rubric),
    evidence: fc.array(
      fc
        .record({
          check: fc.constantFrom(...rubric.checks.map((check) => check.id)),
          outcome: fc.constantFrom(...outcomes),
          retries: fc.constantFrom(0, 0, 1, 2),
        })
        .map(({ check, outcome, retries }) => makeEvidence(check, outcome, { retries })),
      { maxLength: 24 },
    ),
  }),
)
