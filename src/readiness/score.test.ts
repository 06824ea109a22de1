import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.ts'
import type { CheckResult, Outcome } from './contract.ts'
import { levelOf, pointsOf, score } from './score.ts'
import { judgedRubrics, makeCategory, makeCheck, makeEvidence } from './testing/arbitraries.ts'

const scoreOf = (outcomes: Readonly<Record<string, Outcome>>) => {
  const categories = [makeCategory('endpoints', 20), makeCategory('integrity', 30), makeCategory('empty', 50)]
  const checks = [
    makeCheck('a', 'endpoints', 'blocker'),
    makeCheck('b', 'endpoints', 'minor'),
    makeCheck('c', 'integrity', 'major'),
  ]
  const evidence = Object.entries(outcomes).map(([id, outcome]) => makeEvidence(id, outcome))
  return score(categories, aggregate(checks, evidence))
}

describe('score', () => {
  it('weighs checks by severity and categories by weight', () => {
    // endpoints: 3 of 4 points = 75, integrity 50; (20 × 75 + 30 × 50) ÷ 50 = 60
    expect(scoreOf({ a: 'passed', b: 'failed', c: 'warned' })).toMatchObject({
      lower: 60,
      upper: 60,
      coverage: 1,
      level: 'low',
    })
  })

  it('gives nothing for what is unknown, and says how much it could still become', () => {
    // endpoints: 0 of 4 known 1; integrity all; lower (20 × 0 + 30 × 100) ÷ 50, upper (20 × 75 + 3000) ÷ 50
    expect(scoreOf({ a: 'not_run', b: 'failed', c: 'passed' })).toMatchObject({
      lower: 60,
      upper: 90,
      coverage: 0.7,
    })
  })

  it('has no points, and none open, for what is not applicable', () => {
    const [result] = aggregate([makeCheck('a', 'endpoints')], [makeEvidence('a', 'not_applicable')])
    expect(pointsOf(result as CheckResult)).toEqual({ all: 0, earned: 0, unknown: 0 })
  })

  it('takes what is not applicable, and a category without checks, out of the mean', () => {
    const result = scoreOf({ a: 'not_applicable', b: 'not_applicable', c: 'passed' })
    expect(result.lower).toBe(100)
    expect(result.categories.map(({ interval }) => interval?.lower ?? null)).toEqual([null, 100, null])
  })

  it('says how many checks of a category count, are known, and failed', () => {
    const counts = (outcomes: Parameters<typeof scoreOf>[0]) =>
      scoreOf(outcomes).categories.map(({ counted, known, failed }) => [counted, known, failed])
    expect(counts({ a: 'failed', b: 'inconclusive', c: 'passed' })).toEqual([
      [2, 1, 1],
      [1, 1, 0],
      [0, 0, 0],
    ])
    expect(counts({ a: 'not_applicable', b: 'warned', c: 'not_run' })).toEqual([
      [1, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ])
  })

  it('is 0 when nothing counts', () => {
    expect(score([makeCategory('empty', 1)], [])).toMatchObject({ lower: 0, upper: 0, coverage: 0 })
  })

  it('names the level by the lower end', () => {
    expect([90, 89.9, 70, 69.9, 50, 49.9].map(levelOf)).toEqual([
      'high',
      'medium',
      'medium',
      'low',
      'low',
      'very_low',
    ])
  })
})

const better: Readonly<Record<Outcome, readonly Outcome[]>> = {
  failed: ['warned', 'passed'],
  warned: ['passed'],
  inconclusive: ['failed', 'warned', 'passed'],
  not_run: ['failed', 'warned', 'passed'],
  passed: [],
  not_applicable: [],
}

const replaceAt = (results: readonly CheckResult[], index: number, outcome: Outcome) =>
  results.map((result, at) => (at === index ? { ...result, outcome } : result))

describe('laws of the score', () => {
  const settings = { numRuns: 300 }

  it('lies in its interval, and coverage is what the interval leaves open', () => {
    fc.assert(
      fc.property(judgedRubrics, ({ rubric, evidence }) => {
        const { lower, upper, coverage } = score(rubric.categories, aggregate(rubric.checks, evidence))
        expect(lower).toBeLessThanOrEqual(upper)
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(100)
        if (coverage > 0) expect(upper - lower).toBeCloseTo(100 * (1 - coverage), 6)
      }),
      settings,
    )
  })

  it('never falls when a check is mended or becomes known', () => {
    fc.assert(
      fc.property(judgedRubrics, fc.nat(), ({ rubric, evidence }, at) => {
        const results = aggregate(rubric.checks, evidence)
        const index = at % results.length
        const before = score(rubric.categories, results)
        for (const outcome of better[results[index]?.outcome ?? 'passed']) {
          const after = score(rubric.categories, replaceAt(results, index, outcome))
          expect(after.lower).toBeGreaterThanOrEqual(before.lower)
          expect(after.upper).toBeLessThanOrEqual(
            results[index]?.outcome === 'failed' || results[index]?.outcome === 'warned' ? 100 : before.upper,
          )
        }
      }),
      settings,
    )
  })

  it('never rises when a check that did not run is added, or one is forgotten', () => {
    fc.assert(
      fc.property(judgedRubrics, fc.nat(), ({ rubric, evidence }, at) => {
        const results = aggregate(rubric.checks, evidence)
        const before = score(rubric.categories, results).lower
        const category = rubric.categories[at % rubric.categories.length]?.id ?? ''
        const added = aggregate([...rubric.checks, makeCheck('one-more', category)], evidence)
        expect(score(rubric.categories, added).lower).toBeLessThanOrEqual(before)
        const index = at % results.length
        if (results[index]?.outcome !== 'not_applicable')
          expect(score(rubric.categories, replaceAt(results, index, 'not_run')).lower).toBeLessThanOrEqual(
            before,
          )
      }),
      settings,
    )
  })
})
