import type { ErrorReport } from '../errors.ts'
import type { Facts } from './facts.ts'
import type { Measures } from './measures.ts'

export type Severity = 'blocker' | 'major' | 'minor'

export interface Category {
  readonly id: string
  /** share of the total, relative to the weights of the other categories of the run; above 0 */
  readonly weight: number
  readonly asks: string
}

/** One line of the check table: what is looked at, how much it matters, what to do when it fails. */
export interface Check {
  readonly id: string
  readonly suite: string
  readonly category: string
  readonly severity: Severity
  readonly holds: string
  readonly fails: string
  readonly why: string
  readonly remedy: string
}

export interface Rubric {
  readonly categories: readonly Category[]
  readonly checks: readonly Check[]
}

export type Outcome = 'passed' | 'warned' | 'failed' | 'inconclusive' | 'not_run' | 'not_applicable'

/** One difference between what should be and what is. `fingerprint`: 12 hex digits, stable across runs. */
export interface Finding {
  readonly code: string
  readonly place: string
  readonly expected?: string
  readonly actual?: string
  readonly note?: string
  /** worth knowing, but does not make a check fail */
  readonly info?: boolean
  /** somebody answers for it: see `waivers.ts` */
  readonly waived?: boolean
  readonly fingerprint: string
}

/** What one test measured for one check. Plain values: it crosses process borders as JSON. */
export interface Evidence {
  readonly check: string
  readonly outcome: Outcome
  /** why the outcome is not `passed`, or a short account of what was looked at */
  readonly message: string
  /** the first of the findings; `findingCount` says how many there were */
  readonly findings: readonly Finding[]
  readonly findingCount: number
  /** how a person repeats it: a curl line, an SQL line, a seed */
  readonly reproduce: readonly string[]
  /** how often the test had to be started again before this came out */
  readonly retries?: number
  /** an error came on top of the findings, so that waiving them mends nothing */
  readonly threw?: boolean
  /** set when the check could not be judged because of something outside of it */
  readonly cause?: ErrorReport
}

/** All evidence of one expected check, joined. */
export interface CheckResult {
  readonly check: Check
  readonly outcome: Outcome
  readonly messages: readonly string[]
  readonly findings: readonly Finding[]
  readonly findingCount: number
  readonly reproduce: readonly string[]
  readonly causes: readonly ErrorReport[]
}

/** What is known about a run of the suites, apart from how it is judged. */
export interface Run {
  /** the suites that the run was asked for */
  readonly judged: readonly string[]
  readonly evidence: readonly Evidence[]
  /** why less than the suites asked for was run; empty for a whole run */
  readonly partial: readonly string[]
  /** test files and hooks that broke: what they would have shown is unknown */
  readonly crashed: readonly string[]
  /** what makes the run itself worthless: a broken configuration or harness */
  readonly problems: readonly ErrorReport[]
  readonly facts: Facts
  readonly measures: Measures
}

/** What a run has to reach to be `ready`. */
export interface Gate {
  /** score, 0 to 100 */
  readonly threshold: number
  /** share of what counts that must be known, 0 to 1 */
  readonly minCoverage: number
}

export type Verdict = 'error' | 'blocked' | 'incomplete' | 'not_ready' | 'ready'
export type Level = 'high' | 'medium' | 'low' | 'very_low'
