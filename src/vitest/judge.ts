import type { MigrateError } from '../errors.ts'
import type { Evidence, Finding, Outcome } from '../readiness/contract.ts'
import { createFinding, type FindingDraft, fingerprint } from '../readiness/finding.ts'
import { type Measures, mergeMeasures, noMeasures, parseMeasures } from '../readiness/measures.ts'

/** Findings kept per test; the rest is counted. */
const kept = 100

/** Nobody repeats more than the first few. */
const keptRepeats = 10

/** How the body of a check says what it saw. */
export interface Judge {
  /** Says how much was looked at (`60, 'rows'`). A check that looked at nothing fails. */
  looked(count: number, what: string): void
  /** Records a difference; unless it is `info`, the check fails at its end. */
  finding(finding: FindingDraft | Finding): void
  /** A line that lets a person repeat it: curl, SQL, a seed. The first few are kept. */
  reproduce(line: string): void
  /** Notes for the report, without weight, that a place was tried, an endpoint for instance, and whether it held. */
  tried(place: string, held: boolean): void
  /**
   * Hands over figures for the report, without weight: latencies, rows of tables, estimates.
   * @throws ZodError when a figure is none that JSON can carry
   */
  measure(measures: Partial<Measures>): void
  /** Adds to the account of what was seen, without weight. */
  message(text: string): void
  /** It holds, with something to look at: the outcome is at best `warned`. */
  warn(text: string): void
  /** Ends the check: measured, but not enough to tell. */
  inconclusive(text: string): never
  /** Ends the check: it has no meaning in this configuration. */
  notApplicable(reason: string): never
  /** Ends the check: it could not be tried; with an error, the test fails as well. */
  notRun(cause: MigrateError | string): never
}

/** Thrown, from wherever, when a check cannot come to an answer, for a reason that is nobody's fault. */
export class Undecided extends Error {
  override readonly name = 'Undecided'
  readonly outcome: 'not_run' | 'inconclusive'
  constructor(outcome: 'not_run' | 'inconclusive', reason: string) {
    super(reason)
    this.outcome = outcome
  }
}

/** Thrown to end a check early; the judge has noted why before. */
export class Stop extends Error {}

export interface RecordingJudge extends Judge {
  /** Findings that make the check fail. */
  readonly failures: () => number
  readonly measured: () => Measures
  readonly conclude: () => Evidence
}

/**
 * @param check the id that the evidence is for
 * @param isSecret places whose values are shown as a digest only
 */
export function createJudge(
  check: string,
  isSecret: (place: string) => boolean = () => false,
): RecordingJudge {
  const findings: Finding[] = []
  const looked = new Map<string, number>()
  const places = new Map<string, { looked: number; failed: number }>()
  const messages: string[] = []
  const warnings: string[] = []
  const reproduce: string[] = []
  let measured = noMeasures
  let findingCount = 0
  let failures = 0
  let stopped: { outcome: Outcome; message: string; cause?: MigrateError } | undefined

  const stop = (outcome: Outcome, message: string, cause?: MigrateError): never => {
    stopped ??= { outcome, message, ...(cause ? { cause } : {}) }
    throw new Stop(message)
  }
  const account = (): string => {
    const amounts = [...looked].map(([what, count]) => `${count} ${what}`)
    return [...messages, ...(amounts.length > 0 ? [`looked at ${amounts.join(', ')}`] : [])].join('; ')
  }
  const settle = (): { outcome: Outcome; message: string } => {
    if (failures > 0)
      return {
        outcome: 'failed',
        message: [`${failures} finding${failures === 1 ? '' : 's'}`, account()].join('; '),
      }
    if (stopped) return { outcome: stopped.outcome, message: stopped.message }
    if (![...looked.values()].some((count) => count > 0))
      return { outcome: 'failed', message: ['looked at nothing', ...messages].join('; ') }
    return warnings.length > 0
      ? { outcome: 'warned', message: [...warnings, account()].join('; ') }
      : { outcome: 'passed', message: account() }
  }

  return {
    looked: (count, what) => {
      looked.set(what, (looked.get(what) ?? 0) + count)
    },
    finding: (draft) => {
      const plain = 'fingerprint' in draft ? draft : createFinding(draft)
      const finding = isSecret(plain.place) ? hideValues(plain) : plain
      findingCount += 1
      if (!finding.info) failures += 1
      if (findings.length < kept) findings.push(finding)
      else if (!finding.info) replaceInfo(findings, finding)
    },
    tried: (place, held) => {
      const { looked, failed } = places.get(place) ?? { looked: 0, failed: 0 }
      places.set(place, { looked: looked + 1, failed: failed + Number(!held) })
    },
    measure: (measures) => {
      measured = mergeMeasures([measured, parseMeasures(measures)])
    },
    reproduce: (line) => {
      if (reproduce.length < keptRepeats && !reproduce.includes(line)) reproduce.push(line)
    },
    message: (text) => {
      messages.push(text)
    },
    warn: (text) => {
      warnings.push(text)
    },
    inconclusive: (text) => stop('inconclusive', text),
    notApplicable: (reason) => stop('not_applicable', reason),
    notRun: (cause) =>
      typeof cause === 'string' ? stop('not_run', cause) : stop('not_run', cause.message, cause),
    failures: () => failures,
    measured: () =>
      mergeMeasures([
        measured,
        { places: [...places].map(([place, counts]) => ({ place, check, ...counts })) },
      ]),
    conclude: () => ({
      check,
      ...settle(),
      findings,
      findingCount,
      reproduce,
      ...(stopped?.cause && failures === 0 ? { cause: stopped.cause.toReport() } : {}),
    }),
  }
}

/** A finding that counts takes the place of one that does not. */
function replaceInfo(findings: Finding[], finding: Finding): void {
  const index = findings.findLastIndex((other) => other.info)
  if (index >= 0) findings[index] = finding
}

/** Two values can still be told apart, but not read. */
function hideValues({ expected, actual, ...finding }: Finding): Finding {
  return {
    ...finding,
    ...(expected !== undefined && { expected: `(hidden, digest ${fingerprint(expected)})` }),
    ...(actual !== undefined && { actual: `(hidden, digest ${fingerprint(actual)})` }),
  }
}
