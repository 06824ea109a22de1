import type { CheckResult, Gate, Run, Verdict } from './contract.ts'
import { counts, isUnknown, type Score } from './score.ts'

export interface Judgement {
  readonly verdict: Verdict
  /** why, in whole sentences */
  readonly reasons: readonly string[]
}

const ids = (results: readonly CheckResult[]): string => results.map((result) => result.check.id).join(', ')
const isBlocker = (result: CheckResult): boolean => result.check.severity === 'blocker'
const percent = (share: number): string => `${Math.floor(share * 1000 + 1e-6) / 10}%`

function incompleteReasons(run: Run, results: readonly CheckResult[], score: Score, gate: Gate): string[] {
  const reasons: string[] = []
  const open = results.filter((result) => isBlocker(result) && isUnknown(result))
  if (open.length > 0) reasons.push(`Unknown blockers: ${ids(open)}.`)
  if (score.coverage < gate.minCoverage)
    reasons.push(
      `${percent(score.coverage)} of what counts is known; ${percent(gate.minCoverage)} is asked for.`,
    )
  if (run.crashed.length > 0) reasons.push(`Crashed: ${run.crashed.join('; ')}.`)
  return reasons
}

/** The first that applies: `error`, `blocked`, `incomplete`, `not_ready`, `ready`. */
export function judge(run: Run, results: readonly CheckResult[], score: Score, gate: Gate): Judgement {
  if (run.problems.length > 0)
    return { verdict: 'error', reasons: run.problems.map((problem) => problem.message) }
  const foul = results.flatMap((result) => result.causes).filter((cause) => cause.fault !== 'unreachable')
  if (foul.length > 0) return { verdict: 'error', reasons: [...new Set(foul.map((cause) => cause.message))] }
  if (results.filter(counts).every((result) => result.outcome === 'not_run'))
    return { verdict: 'error', reasons: ['No check ran: there is nothing to judge.'] }

  const failed = results.filter((result) => isBlocker(result) && result.outcome === 'failed')
  if (failed.length > 0) return { verdict: 'blocked', reasons: [`Failed blockers: ${ids(failed)}.`] }

  const incomplete = incompleteReasons(run, results, score, gate)
  if (incomplete.length > 0) return { verdict: 'incomplete', reasons: incomplete }

  if (score.lower < gate.threshold)
    return { verdict: 'not_ready', reasons: [`The score is below the threshold of ${gate.threshold}.`] }
  return { verdict: 'ready', reasons: [`The score reaches the threshold of ${gate.threshold}.`] }
}
