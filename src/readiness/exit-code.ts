import { type ErrorReport, exitCodeOf } from '../errors.ts'
import type { Verdict } from './contract.ts'

/**
 * 0 `ready`; 1 `not_ready`, `incomplete`, `blocked`; else by whose fault it is: 2 usage, 3 a system was not
 * reachable, 4 the harness. A cause decides also when the verdict itself would not.
 */
export function exitCodeFor(verdict: Verdict, causes: readonly ErrorReport[]): number {
  if (causes.length > 0) return Math.max(...causes.map((cause) => exitCodeOf[cause.fault]))
  if (verdict === 'error') return exitCodeOf.harness
  return verdict === 'ready' ? 0 : 1
}
