import { describe, expect, it } from 'vitest'
import { MigrateError } from '../errors.ts'
import type { Evidence, Rubric, Run } from './contract.ts'
import { createReport } from './report.ts'
import { reportSchema } from './report-schema.ts'
import { gate, makeCategory, makeCheck, makeEvidence, makeRun, unreachable } from './testing/arbitraries.ts'

const rubric: Rubric = {
  categories: [makeCategory('endpoints', 20), makeCategory('integrity', 30)],
  checks: [
    makeCheck('e.blocker', 'endpoints', 'blocker'),
    makeCheck('e.minor', 'endpoints', 'minor'),
    makeCheck('i.blocker', 'integrity', 'blocker', 'integrity'),
    makeCheck('i.major', 'integrity', 'major', 'integrity'),
  ],
}

const passAll = (...others: Evidence[]): Evidence[] => [
  ...others,
  ...rubric.checks
    .filter(({ id }) => !others.some((other) => other.check === id))
    .map(({ id }) => makeEvidence(id, 'passed')),
]
const both = ['compat', 'integrity']
const reportOf = (evidence: Evidence[], more: Partial<Run> = {}, use = rubric) =>
  createReport(use, makeRun(evidence, { judged: both, ...more }), gate, '2025-01-02T03:04:05.000Z')

const usage = new MigrateError('source_missing', 'There is no file x.db.', 'Name one.').toReport()
const internal = new MigrateError('internal', 'It broke.', 'Report it.').toReport()

describe('verdict and exit code', () => {
  it.each([
    ['ready', 0, passAll(), {}],
    ['ready', 0, passAll(makeEvidence('e.minor', 'failed')), {}],
    ['not_ready', 1, passAll(makeEvidence('i.major', 'failed')), {}],
    ['incomplete', 1, passAll(makeEvidence('i.blocker', 'inconclusive')), {}],
    ['incomplete', 1, passAll(makeEvidence('i.major', 'not_run')), {}],
    ['incomplete', 1, passAll(), { crashed: ['a.test.ts could not be loaded'] }],
    ['blocked', 1, passAll(makeEvidence('e.blocker', 'failed'), makeEvidence('i.blocker', 'not_run')), {}],
    ['error', 4, [], {}],
    ['error', 4, passAll(makeEvidence('e.blocker', 'failed')), { problems: [internal] }],
    ['error', 2, passAll(makeEvidence('e.minor', 'not_run', { cause: usage })), {}],
    ['incomplete', 3, passAll(makeEvidence('i.blocker', 'not_run', { cause: unreachable })), {}],
    [
      'blocked',
      3,
      passAll(
        makeEvidence('e.blocker', 'failed'),
        makeEvidence('i.major', 'not_run', { cause: unreachable }),
      ),
      {},
    ],
  ] as const)('%s, %i', (verdict, code, evidence, more) => {
    const report = reportOf([...evidence], more)
    expect(report).toMatchObject({ verdict, exit_code: code })
    expect(reportSchema.parse(report)).toEqual(report)
  })

  it('reaches a threshold exactly, also where binary fractions do not', () => {
    // (30 × 8/9 + 15 × 1 + 5 × 2/3) ÷ 50 = 0.9; in doubles the sum of the three is 89.99999999999999
    const sizes = [
      { weight: 30, size: 9, failed: 1 },
      { weight: 15, size: 13, failed: 0 },
      { weight: 5, size: 3, failed: 1 },
    ]
    const checks = sizes.flatMap(({ weight, size }) =>
      Array.from({ length: size }, (_, index) => makeCheck(`${weight}.${index}`, `${weight}`)),
    )
    const evidence = sizes.flatMap(({ weight, size, failed }) =>
      Array.from({ length: size }, (_, index) =>
        makeEvidence(`${weight}.${index}`, index < failed ? 'failed' : 'passed'),
      ),
    )
    const categories = sizes.map(({ weight }) => makeCategory(`${weight}`, weight))
    const report = reportOf(evidence, { judged: ['compat'] }, { categories, checks })
    expect(report).toMatchObject({ score: 90, verdict: 'ready', level: 'high' })
  })
})

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
  const report = reportOf(
    passAll(),
    {},
    { ...rubric, categories: [makeCategory('endpoints', weight), makeCategory('integrity', 1)] },
  )
  expect(report).toMatchObject({ verdict: 'error', exit_code: 2, score: 0 })
  expect(report.reasons[0]).toContain('"endpoints" has the weight')
})

it('judges a run of one suite by the categories of that suite', () => {
  const report = reportOf([makeEvidence('e.blocker', 'passed'), makeEvidence('e.minor', 'passed')], {
    judged: ['compat'],
  })
  expect(report).toMatchObject({
    verdict: 'ready',
    score: 100,
    judged: ['compat'],
    not_judged: ['integrity'],
  })
  expect(report.categories.map(({ id }) => id)).toEqual(['endpoints'])
})

it('names one cause for all that it blocks, and counts it as one fix', () => {
  const evidence = rubric.checks.map(({ id }) => makeEvidence(id, 'not_run', { cause: unreachable }))
  const report = reportOf(evidence)
  expect(report.causes).toEqual([{ ...unreachable, checks: rubric.checks.map(({ id }) => id) }])
  expect(report.fixes).toEqual([
    { what: unreachable.message, how: unreachable.next, checks: rubric.checks.map(({ id }) => id) },
  ])
  expect(report.checks.every((check) => check.blocked_by === 'postgres_lost')).toBe(true)
})

it('finds the smallest set of fixes', () => {
  // endpoints 75, integrity 60: (20 × 75 + 30 × 60) ÷ 50 = 66; e.minor brings 10, i.major 24
  const report = reportOf(passAll(makeEvidence('e.minor', 'failed'), makeEvidence('i.major', 'failed')))
  expect(report.score).toBe(66)
  expect(report.fixes.map(({ what }) => what)).toEqual(['i.major'])
  const worse = reportOf(
    passAll(makeEvidence('e.blocker', 'failed'), makeEvidence('i.major', 'inconclusive')),
  )
  expect(worse.fixes.map(({ what }) => what).sort()).toEqual(['e.blocker', 'i.major'])
  expect(reportOf(passAll()).fixes).toEqual([])
})
