import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence, Finding, Severity } from './contract.ts'
import { createFinding } from './finding.ts'
import { createReport } from './report.ts'
import { reportSchema } from './report-schema.ts'
import { gate, makeCategory, makeCheck, makeEvidence, makeRun } from './testing/arbitraries.ts'
import { parseWaivers, type Waiver } from './waivers.ts'

const at = '2025-06-30T12:00:00.000Z'
const finding = (place: string, more: Partial<Finding> = {}): Finding => ({
  ...createFinding({ code: 'value_differs', place }),
  ...more,
})
const [one, two] = [finding('users/1'), finding('users/2')]

const waiver = (fingerprint: string, expires = '2025-06-30'): Waiver => ({
  fingerprint,
  reason: 'known, harmless',
  owner: 'ann',
  expires,
})

const failedWith = (findings: readonly Finding[], more: Partial<Evidence> = {}) =>
  makeEvidence('a', 'failed', { findings, findingCount: findings.length, ...more })

const judge = (evidence: Evidence, waivers: readonly Waiver[], severity: Severity = 'major') => {
  const rubric = { categories: [makeCategory('x', 1)], checks: [makeCheck('a', 'x', severity)] }
  const report = createReport(rubric, makeRun([evidence]), gate, at, { waivers })
  expect(reportSchema.parse(report)).toEqual(report)
  return { report, check: report.checks[0], states: report.waivers.map(({ state }) => state) }
}

describe('a waiver', () => {
  it('turns a failure for nothing else into a warning that still says what does not hold', () => {
    const { report, check, states } = judge(failedWith([one]), [waiver(one.fingerprint)])
    expect(check).toMatchObject({
      outcome: 'warned',
      statement: 'a does not hold.',
      messages: ['waived: a failed'],
    })
    expect(check?.findings.map(({ waived }) => waived)).toEqual([true])
    expect(report.score).toBe(50)
    expect(states).toEqual(['used'])
    expect(report.waivers[0]).toMatchObject({ owner: 'ann', checks: ['a'] })
  })

  it.each<[string, Evidence]>([
    ['a second finding', failedWith([one, two])],
    ['findings beyond those kept', failedWith([one], { findingCount: 2 })],
    ['an error on top', failedWith([one], { threw: true })],
  ])('leaves a failure that has %s', (_, evidence) => {
    const { check, states } = judge(evidence, [waiver(one.fingerprint)])
    expect(check?.outcome).toBe('failed')
    expect(check?.findings.filter(({ waived }) => waived).map(({ place }) => place)).toEqual(['users/1'])
    expect(states).toEqual(['used'])
  })

  it('has nothing to do with what does not count', () => {
    const hint = finding('users/3', { info: true })
    expect(judge(failedWith([one, hint]), [waiver(one.fingerprint)]).check?.outcome).toBe('warned')
    expect(judge(failedWith([one, hint]), [waiver(hint.fingerprint)]).states).toEqual(['unused'])
    expect(judge(makeEvidence('a', 'failed'), [waiver(one.fingerprint)]).check?.outcome).toBe('failed')
  })

  it('counts through its last day, and then for nothing', () => {
    expect(judge(failedWith([one]), [waiver(one.fingerprint, '2025-06-30')]).states).toEqual(['used'])
    const late = judge(failedWith([one]), [waiver(one.fingerprint, '2025-06-29')])
    expect(late.states).toEqual(['expired'])
    expect(late.check?.outcome).toBe('failed')
  })

  it('may name the beginning of a fingerprint, except for a blocker', () => {
    const short = waiver(one.fingerprint.slice(0, 6))
    expect(judge(failedWith([one]), [short]).check?.outcome).toBe('warned')
    const blocker = judge(failedWith([one]), [short], 'blocker')
    expect(blocker.states).toEqual(['too_short'])
    expect(blocker.report.verdict).toBe('blocked')
    expect(judge(failedWith([one]), [waiver(one.fingerprint)], 'blocker').report.verdict).toBe('not_ready')
  })

  it('never lowers the score, whatever it names', () => {
    const findings = Array.from({ length: 4 }, (_, index) => finding(`users/${index}`))
    const some = fc.subarray(findings.map(({ fingerprint }) => waiver(fingerprint)))
    fc.assert(
      fc.property(some, some, fc.subarray(findings), fc.boolean(), (few, others, found, threw) => {
        const score = (waivers: readonly Waiver[]) =>
          judge(failedWith(found, { threw }), waivers).report.score
        expect(score([...few, ...others])).toBeGreaterThanOrEqual(score(few))
      }),
    )
  })
})

it.each([
  [[{ ...waiver('0330bd45db12'), owner: ' ' }], /Waiver 1 is wrong: owner/],
  [[waiver('0330bd45db12'), waiver('')], /Waiver 2 is wrong: fingerprint: must be the fingerprint/],
  [[waiver('0330bd45db12', 'June')], /Waiver 1 is wrong: expires/],
  [[{ ...waiver('0330bd45db12'), until: 'x' }], /Waiver 1 is wrong.*until/],
  ['all', /The list of waivers is wrong/],
])('refuses %j', (given, message) => {
  expect(() => parseWaivers(given)).toThrow(
    expect.objectContaining({ code: 'bad_setting', message: expect.stringMatching(message) }),
  )
})
