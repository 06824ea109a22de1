import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence, Rubric } from './contract.ts'
import { mergeFacts } from './facts.ts'
import { type HistoryLine, historyLine, trendOf } from './history.ts'
import { mergeMeasures, noMeasures, parseMeasures } from './measures.ts'
import { createReport } from './report.ts'
import { gate, judgedRubrics, makeEvidence, makeRun } from './testing/arbitraries.ts'

const at = '2025-01-02T03:04:05.000Z'
const judge = (rubric: Rubric, evidence: readonly Evidence[], time = at, history: HistoryLine[] = []) =>
  createReport(rubric, makeRun(evidence), gate, time, { history })

describe('a report', () => {
  it('is the same for any order of the evidence, and for shards that overlap', () => {
    fc.assert(
      fc.property(
        judgedRubrics.chain(({ rubric, evidence }) =>
          fc.record({
            rubric: fc.constant(rubric),
            evidence: fc.constant(evidence),
            order: fc.shuffledSubarray([...evidence.keys()], { minLength: evidence.length }),
            again: fc.subarray(evidence),
          }),
        ),
        ({ rubric, evidence, order, again }) => {
          const shuffled = order.flatMap((index) => evidence[index] ?? [])
          expect(judge(rubric, [...shuffled, ...again])).toEqual(judge(rubric, evidence))
        },
      ),
    )
  })

  it('gives the same score for one retry as for many, and never more than for none', () => {
    fc.assert(
      fc.property(judgedRubrics, fc.integer({ min: 1, max: 9 }), ({ rubric, evidence }, retries) => {
        const withRetries = (times: number) =>
          judge(
            rubric,
            evidence.map((part) => ({ ...part, retries: times })),
          ).score
        expect(withRetries(retries)).toBe(withRetries(1))
        expect(withRetries(retries)).toBeLessThanOrEqual(withRetries(0))
      }),
    )
  })

  it('never profits from a part that is unknown', () => {
    fc.assert(
      fc.property(
        judgedRubrics,
        fc.nat(),
        fc.constantFrom('not_run' as const, 'inconclusive' as const),
        ({ rubric, evidence }, index, outcome) => {
          const id = rubric.checks[index % rubric.checks.length]?.id ?? ''
          const before = judge(rubric, evidence)
          const after = judge(rubric, [...evidence, makeEvidence(id, outcome)])
          expect(after.score).toBeLessThanOrEqual(before.score)
          expect(after.coverage).toBeLessThanOrEqual(before.coverage)
        },
      ),
    )
  })
})

describe('facts of several shards', () => {
  it('are kept once where they agree, and all where they differ', () => {
    expect(
      mergeFacts([
        { source: 'a.db', rows: 5, conversion: '2 s' },
        { source: 'a.db', rows: 5, conversion: '1 s' },
      ]),
    ).toEqual({ source: 'a.db', rows: 5, conversion: '1 s / 2 s' })
    expect(mergeFacts([])).toEqual({})
  })
})

describe('measures of several shards', () => {
  const rows = {
    table: 'users',
    read: 3,
    landed: 2,
    already_there: 0,
    in_conflict: 0,
    waiting: 0,
    quarantined: { bad_role: 1 },
  }
  const estimate = { seconds: 2, lower: 1, upper: 3, text: '3 rows' }

  it('count once, and the longest estimate comes first', () => {
    const parts = [
      { rows: [rows], estimates: [estimate] },
      { rows: [rows], estimates: [{ ...estimate, seconds: 10, upper: 12 }] },
    ]
    const merged = mergeMeasures(parts)
    expect(merged.rows).toEqual([rows])
    expect(merged.estimates.map(({ seconds }) => seconds)).toEqual([10, 2])
    expect(mergeMeasures(parts.toReversed())).toEqual(merged)
    expect(mergeMeasures([merged, {}, noMeasures])).toEqual(merged)
  })

  it('are refused when JSON would change them', () => {
    expect(() => parseMeasures({ estimates: [{ ...estimate, seconds: Number.NaN }] })).toThrow(/seconds/)
    expect(() => parseMeasures({ estimates: [{ ...estimate, upper: Number.POSITIVE_INFINITY }] })).toThrow(
      /upper/,
    )
  })
})

describe('the trend', () => {
  const checks = [{ ...makeEvidence('check-0', 'passed') }]
  const rubricOf = (weight: number): Rubric => ({
    categories: [{ id: 'x', weight, asks: '' }],
    checks: [
      {
        id: 'check-0',
        suite: 'compat',
        category: 'x',
        severity: 'major',
        holds: '',
        fails: '',
        why: '',
        remedy: '',
      },
    ],
  })
  const lineAt = (time: string, weight = 1, evidence = checks) =>
    historyLine(judge(rubricOf(weight), evidence, time))

  it('holds earlier runs on the same checks and weights, oldest first, and none that judged nothing', () => {
    const lines = [
      lineAt('2025-01-03T00:00:00.000Z'),
      lineAt('2025-01-01T00:00:00.000Z'),
      lineAt('2025-01-02T00:00:00.000Z', 2),
      lineAt('2025-01-02T00:00:00.000Z', 1, []),
    ]
    expect(judge(rubricOf(1), checks, at, lines).trend.map(({ generated_at }) => generated_at)).toEqual([
      '2025-01-01T00:00:00.000Z',
      '2025-01-03T00:00:00.000Z',
    ])
  })

  it('keeps the latest thirty', () => {
    const lines = Array.from({ length: 40 }, (_, index) => lineAt(new Date(index * 1000).toISOString()))
    const trend = trendOf(lines, lines[0]?.check_set ?? '')
    expect(trend).toEqual(lines.slice(10))
  })
})
