import type { ErrorReport } from '../errors.ts'
import type { Evidence } from '../readiness/contract.ts'
import type { Facts } from '../readiness/facts.ts'
import type { Measures } from '../readiness/measures.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** the id of the check that a test speaks for */
    check?: string
    /** what the test found out */
    evidence?: Evidence
    /** what the set-up said of the systems judged: it stays with the tests when reports of shards are merged */
    facts?: Facts
    /** the suites that the run was asked for: see `readAsked` */
    asked?: readonly string[]
    /** what the test and the set-up measured */
    measures?: Measures
  }
  interface ProvidedContext {
    /** why the systems to judge could not be brought up; then no check is tried */
    setupFailure: ErrorReport | null
    /** plain facts about what is judged, for the report: versions, sizes, durations */
    facts: Facts
    /** see `readAsked`; default: not known */
    asked?: readonly string[]
    /** what the set-up measured; default: nothing */
    measures?: Partial<Measures>
  }
}
