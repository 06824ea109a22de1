import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ErrorReport } from '../errors.ts'
import { aggregate } from './aggregate.ts'
import type { Evidence, Finding, Outcome } from './contract.ts'
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
    expect(aggregate(checks, [makeEvidence('a', 'passed', { retries: 3 })])[0]?.messages).toEqual([
      'passed only after 3 retries; a passed',
    ])
  })

  it('says of a check without any evidence that nobody spoke for it', () => {
    expect(aggregate(checks, [makeEvidence('b', 'passed')])).toEqual([
      {
        check: checks[0],
        outcome: 'not_run',
        messages: ['no test of the run spoke for it'],
        findings: [],
        findingCount: 0,
        reproduce: [],
        causes: [],
      },
    ])
  })

  it('has no message where none was given', () => {
    expect(aggregate(checks, [makeEvidence('a', 'passed', { message: '' })])[0]?.messages).toEqual([])
  })

  const finding = createFinding({ code: 'missing', place: 'users/7', expected: 'x', actual: 'y', note: 'z' })

  it.each<Partial<Finding>>([
    { code: 'extra' },
    { place: 'users/8' },
    { expected: 'w' },
    { actual: 'w' },
    { note: 'w' },
    { info: true },
    { waived: true },
    { fingerprint: '0' },
  ])('keeps a finding with %j beside the one without, and each once', (difference) => {
    const other = { ...finding, ...difference }
    const [result] = aggregate(checks, [
      makeEvidence('a', 'failed', { findings: [finding, other], findingCount: 2 }),
      makeEvidence('a', 'failed', { findings: [other, finding], findingCount: 2 }),
    ])
    expect(result?.findings).toHaveLength(2)
    expect(result?.findings).toEqual(expect.arrayContaining([finding, other]))
  })

  it.each<Partial<ErrorReport>>([{ code: 'definition_invalid' }, { message: 'gone' }, { next: 'wait' }])(
    'keeps a cause with %j beside the one without, and each once',
    (difference) => {
      const other = { ...unreachable, ...difference }
      const [result] = aggregate(
        checks,
        [unreachable, other, unreachable].map((cause, at) =>
          makeEvidence('a', 'not_run', { cause, message: String(at) }),
        ),
      )
      expect(result?.causes).toHaveLength(2)
      expect(result?.causes).toEqual(expect.arrayContaining([unreachable, other]))
    },
  )

  it.each<Partial<Evidence>>([
    { outcome: 'warned' },
    { message: 'w' },
    { findings: [finding] },
    { reproduce: ['SELECT 1'] },
    { retries: 1 },
    { threw: true },
    { cause: unreachable },
  ])('counts a part with %j beside the one without', (difference) => {
    const part = makeEvidence('a', 'failed', { findingCount: 5 })
    const [result] = aggregate(checks, [part, { ...part, ...difference }, part])
    expect(result?.findingCount).toBe(10)
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
