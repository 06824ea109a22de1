import { z } from 'zod'
import { MigrateError } from '../errors.ts'
import type { Check, Evidence, Finding } from './contract.ts'

const fullLength = 12

/** A finding that somebody answers for, until a day. */
export const waiverForm = z.strictObject({
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{6,12}$/, 'must be the fingerprint of a finding, or its first 6 digits or more')
    .describe('12 hex digits; fewer mean all findings that begin so, but none of a blocker'),
  reason: z.string().trim().min(1),
  owner: z.string().trim().min(1),
  expires: z.iso.date().describe('the last day on which it counts, UTC'),
})

export type Waiver = z.infer<typeof waiverForm>

/** What became of a waiver; `too_short`: it met findings of blockers only, which ask for all 12 digits. */
export type WaiverState = 'used' | 'unused' | 'expired' | 'too_short'

/** @throws MigrateError `bad_setting` that names the waiver and what is wrong with it */
export function parseWaivers(given: unknown): readonly Waiver[] {
  const result = z.array(waiverForm).safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const [index, field] = issue?.path ?? []
  const which = typeof index === 'number' ? `Waiver ${index + 1}` : 'The list of waivers'
  throw new MigrateError(
    'bad_setting',
    `${which} is wrong: ${field === undefined ? '' : `${String(field)}: `}${issue?.message ?? 'not valid'}.`,
    'A waiver is { fingerprint, reason, owner, expires: "YYYY-MM-DD" }.',
  )
}

const isExpired = (waiver: Waiver, at: string): boolean => waiver.expires < at.slice(0, 10)

const begins = (waiver: Waiver, finding: Finding): boolean =>
  finding.info !== true && finding.fingerprint.startsWith(waiver.fingerprint)

const covers = (waiver: Waiver, finding: Finding, check: Check): boolean =>
  begins(waiver, finding) && (check.severity !== 'blocker' || waiver.fingerprint.length === fullLength)

/** Whether the findings kept are all those that count: a finding nobody can see, nobody has waived. */
const keepsAll = ({ findings, findingCount }: Evidence): boolean =>
  findings.length >= findingCount || findings.some((finding) => finding.info)

function waive(evidence: Evidence, check: Check, live: readonly Waiver[]): Evidence {
  const findings = evidence.findings.map((finding) =>
    live.some((waiver) => covers(waiver, finding, check)) ? { ...finding, waived: true } : finding,
  )
  const waived = findings.filter((finding) => finding.waived).length
  if (waived === 0) return evidence
  const counted = findings.filter((finding) => !finding.info)
  const whole = counted.length === waived && keepsAll(evidence) && !evidence.threw
  if (evidence.outcome !== 'failed' || !whole) return { ...evidence, findings }
  return { ...evidence, findings, outcome: 'warned', message: `waived: ${evidence.message}` }
}

/**
 * The evidence with its waived findings marked. A test that failed for nothing but waived findings has warned.
 * @param at the moment of the judgement, as ISO text
 */
export function applyWaivers(
  evidence: readonly Evidence[],
  checks: readonly Check[],
  waivers: readonly Waiver[],
  at: string,
): Evidence[] {
  const live = waivers.filter((waiver) => !isExpired(waiver, at))
  const byId = new Map(checks.map((check) => [check.id, check]))
  return evidence.map((part) => {
    const check = byId.get(part.check)
    return check ? waive(part, check, live) : part
  })
}

/** What a waiver was good for in this run. */
export interface WaiverUse {
  readonly waiver: Waiver
  readonly state: WaiverState
  /** the checks whose findings it waives, or would */
  readonly checks: readonly string[]
}

/** The use of each waiver, in the order given. */
export function reviewWaivers(
  evidence: readonly Evidence[],
  checks: readonly Check[],
  waivers: readonly Waiver[],
  at: string,
): WaiverUse[] {
  return waivers.map((waiver) => {
    const meets = (match: typeof covers) =>
      checks.filter((check) =>
        evidence.some(
          (part) => part.check === check.id && part.findings.some((finding) => match(waiver, finding, check)),
        ),
      )
    const [covered, begun] = [meets(covers), meets(begins)]
    const state = isExpired(waiver, at)
      ? 'expired'
      : covered.length > 0
        ? 'used'
        : begun.length > 0
          ? 'too_short'
          : 'unused'
    return { waiver, state, checks: (covered.length > 0 ? covered : begun).map(({ id }) => id) }
  })
}
