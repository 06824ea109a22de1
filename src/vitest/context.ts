import type { ErrorReport } from '../errors.ts'
import type { Evidence } from '../readiness/contract.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** the id of the check that a test speaks for */
    check?: string
    /** what the test found out */
    evidence?: Evidence
  }
  interface ProvidedContext {
    /** why the systems to judge could not be brought up; then no check is tried */
    setupFailure: ErrorReport | null
    /** plain facts about what is judged, for the report: versions, sizes, durations */
    facts: Readonly<Record<string, string | number>>
  }
}
