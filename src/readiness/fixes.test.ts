import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Rubric } from './contract.ts'
import { createReport } from './report.ts'
import {
  gate,
  makeCategory,
  makeCheck,
  makeEvidence,
  makeRun,
  outcomes,
  rubrics,
} from './testing/arbitraries.ts'

const judge = (rubric: Rubric, evidence: readonly ReturnType<typeof makeEvidence>[]) =>
  createReport(rubric, makeRun(evidence), gate, '2025-01-02T03:04:05.000Z')

const cases = rubrics
  .filter((rubric) => rubric.checks.length <= 7)
  .chain((rubric) =>
    fc.tuple(...rubric.checks.map(() => fc.constantFrom(...outcomes))).map((found) => ({
      rubric,
      evidence: rubric.checks.map(({ id }, index) => makeEvidence(id, found[index] ?? 'passed')),
    })),
  )

it('finds no more fixes than trying every subset does, and they open the gate', () => {
  fc.assert(
    fc.property(cases, ({ rubric, evidence }) => {
      fc.pre(evidence.some((part) => part.outcome !== 'not_applicable'))
      const mend = (ids: readonly string[]) =>
        judge(
          rubric,
          evidence.map((part) => (ids.includes(part.check) ? makeEvidence(part.check, 'passed') : part)),
        )
      const proposed = mend([]).fixes
      expect(mend(proposed.flatMap((fix) => fix.checks)).verdict).toBe('ready')

      const open = evidence.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not_applicable')
      const sizes = Array.from({ length: 2 ** open.length }, (_, bits) =>
        open.filter((_, index) => (bits >> index) & 1).map((part) => part.check),
      )
        .filter((ids) => mend(ids).verdict === 'ready')
        .map((ids) => ids.length)
      expect(proposed.length).toBe(Math.min(...sizes))
    }),
    { numRuns: 60 },
  )
})

it('names checks that are to be mended in the same way in one fix', () => {
  const alike = ['get', 'list', 'add'].map((id) => ({
    ...makeCheck(id, 'endpoints', 'blocker'),
    remedy: 'Mend v2.',
  }))
  const rubric: Rubric = {
    categories: [makeCategory('endpoints', 20)],
    checks: [...alike, makeCheck('search', 'endpoints', 'blocker')],
  }
  const { fixes } = judge(
    rubric,
    rubric.checks.map(({ id }) => makeEvidence(id, 'failed')),
  )
  expect(fixes.map(({ how }) => how).toSorted()).toEqual(['Mend search.', 'Mend v2.'])
  expect(fixes.find(({ how }) => how === 'Mend v2.')).toMatchObject({
    what: 'get, list, add',
    checks: ['get', 'list', 'add'],
  })
})
