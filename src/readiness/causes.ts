import type { ErrorReport } from '../errors.ts'
import type { CheckResult } from './contract.ts'
import { isUnknown } from './score.ts'

/** One thing outside of the checks, and the checks that could not be judged because of it. */
export interface RootCause {
  readonly cause: ErrorReport
  readonly checks: readonly string[]
}

const sameCause = (cause: ErrorReport): string => JSON.stringify([cause.code, cause.message])

/** The causes, the one that blocks most checks first. A check with several counts for the first of them. */
export function findRootCauses(results: readonly CheckResult[]): RootCause[] {
  const groups = new Map<string, { cause: ErrorReport; checks: string[] }>()
  for (const result of results.filter(isUnknown)) {
    const [cause] = result.causes
    if (!cause) continue
    const group = groups.get(sameCause(cause)) ?? { cause, checks: [] }
    group.checks.push(result.check.id)
    groups.set(sameCause(cause), group)
  }
  return [...groups.values()].sort((a, b) => b.checks.length - a.checks.length)
}
