import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.ts'
import type { Evidence, Outcome } from './contract.ts'
import { createFinding } from './finding.ts'
import { judgedRubrics, makeCheck, makeEvidence, unreachable } from './testing/arbitraries.ts'

const checks = [makeCheck('a', 'x')]
const outcomeOf = (...outcomes: Outcome[]) =>
  aggregate(
    checks,
    outcomes.map((outcome) => makeEvidence('a', outcome)),
  )[0]?.outcome

describe('aggregate', () => {
  it.each<[Outcome, Outcome[]]>([
    ['failed', ['passed', 'not_run', 'failed', 'inconclusive']],
    ['not_run', ['passed', 'not_run', 'inconclusive']],
    ['inconclusive', ['passed', 'inconclusive', 'warned']],
    ['warned', ['passed', 'warned', 'not_applicable']],
    ['passed', ['passed', 'not_applicable']],
    ['not_applicable', ['not_applicable']],
    ['not_run', []],
  ])('%s out of %j', (expected, parts) => {
    expect(outcomeOf(...parts)).toBe(expected)
  })

  it('says that a pass took a retry, and leaves a failure one', () => {
    const retried = (outcome: Outcome) => aggregate(checks, [makeEvidence('a', outcome, { retries: 1 })])[0]
    expect(retried('passed')).toMatchObject({
      outcome: 'warned',
      messages: ['passed only after a retry; a passed'],
    })
    expect(retried('failed')).toMatchObject({ outcome: 'failed' })
  })

  it('keeps findings, repeats and causes of all parts, the messages of those that decide', () => {
    const finding = createFinding({ code: 'missing', place: 'users/7' })
    const [result] = aggregate(checks, [
      makeEvidence('a', 'failed', { findings: [finding], findingCount: 5, reproduce: ['SELECT 1'] }),
      makeEvidence('a', 'not_run', { cause: unreachable }),
    ])
    expect(result).toMatchObject({
      outcome: 'failed',
      messages: ['a failed'],
      findings: [finding],
      findingCount: 5,
      reproduce: ['SELECT 1'],
      causes: [unreachable],
    })
  })

  it('knows neither order nor repetition, and merges in any grouping', () => {
    fc.assert(
      fc.property(
        judgedRubrics,
        fc.nat(),
        fc.infiniteStream(fc.nat()),
        ({ rubric, evidence }, cut, random) => {
          const whole = aggregate(rubric.checks, evidence)
          const shuffled = evidence
            .map((part): [number, Evidence] => [random.next().value ?? 0, part])
            .sort(([a], [b]) => a - b)
            .map(([, part]) => part)
          const shard = shuffled.slice(0, cut % (shuffled.length + 1))
          expect(aggregate(rubric.checks, shuffled)).toEqual(whole)
          expect(aggregate(rubric.checks, [...shuffled, ...shard])).toEqual(whole)
        },
      ),
      { numRuns: 300 },
    )
  })
})
