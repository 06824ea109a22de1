import type { ErrorReport } from '../errors.ts'
import type { RootCause } from './causes.ts'
import type { Category, CheckResult, Gate } from './contract.ts'
import { counts, isUnknown, pointsOf, type Score, severityWeight } from './score.ts'

/** One thing to put right: a cause and all it blocks, a check, or several checks to be mended in the same way. */
export interface Fix {
  readonly what: string
  readonly how: string
  readonly checks: readonly string[]
}

interface Candidate extends Fix {
  /** points of the total that it brings */
  readonly gain: number
  readonly unknown: boolean
  readonly must: boolean
}

/** What one check adds to the total when it is mended, in points of 100. */
function gainsOf(
  categories: readonly Category[],
  results: readonly CheckResult[],
): (result: CheckResult) => number {
  const points = new Map<string, number>()
  for (const result of results.filter(counts))
    points.set(
      result.check.category,
      (points.get(result.check.category) ?? 0) + severityWeight[result.check.severity],
    )
  const weightOf = new Map(categories.map((category) => [category.id, category.weight]))
  const weights = [...points.keys()].reduce((sum, id) => sum + (weightOf.get(id) ?? 0), 0)
  return (result) => {
    const { all, earned } = pointsOf(result)
    const { category } = result.check
    return (100 * (weightOf.get(category) ?? 0) * (all - earned)) / ((points.get(category) ?? 1) * weights)
  }
}

function candidatesFrom(
  categories: readonly Category[],
  results: readonly CheckResult[],
  causes: readonly RootCause[],
): Candidate[] {
  const gainOf = gainsOf(categories, results)
  const causeOf = new Map(causes.flatMap((root) => root.checks.map((id) => [id, root.cause] as const)))
  const open = results.filter((result) => counts(result) && result.outcome !== 'passed')
  const groups = Map.groupBy(open, (result) => {
    const cause = causeOf.get(result.check.id)
    if (cause) return `cause:${cause.code}:${cause.message}`
    return result.outcome === 'not_run' ? `not_run:${result.messages.join()}` : `check:${result.check.id}`
  })
  return [...groups.values()].map((members) => {
    const checks = members.map((member) => member.check.id)
    const cause = causeOf.get(checks[0] ?? '')
    return {
      ...describe(members, cause),
      checks,
      gain: members.reduce((sum, member) => sum + gainOf(member), 0),
      unknown: members.every(isUnknown),
      must:
        (cause !== undefined && cause.fault !== 'unreachable') ||
        members.some((member) => member.check.severity === 'blocker' && member.outcome !== 'warned'),
    }
  })
}

function describe(
  members: readonly CheckResult[],
  cause: ErrorReport | undefined,
): { what: string; how: string } {
  if (cause) return { what: cause.message, how: cause.next }
  const [first] = members
  const what = members.length > 1 ? `${members.length} checks that did not run` : (first?.check.id ?? '')
  return first && isUnknown(first)
    ? { what, how: `Let it be judged: ${first.messages.join('; ')}.` }
    : { what, how: first?.check.remedy ?? '' }
}

/**
 * The smallest set of fixes after which the gate opens. Only what is unknown adds to the coverage, and it
 * adds as much to the score; so with the number of fixes of unknown things held fixed, the largest of both
 * kinds are the best, and trying each number finds the smallest set.
 */
export function findSmallestFixes(
  categories: readonly Category[],
  results: readonly CheckResult[],
  causes: readonly RootCause[],
  score: Score,
  gate: Gate,
): Fix[] {
  const candidates = candidatesFrom(categories, results, causes).sort((a, b) => b.gain - a.gain)
  const must = candidates.filter((candidate) => candidate.must)
  const unknown = candidates.filter((candidate) => !candidate.must && candidate.unknown)
  const known = candidates.filter((candidate) => !candidate.must && !candidate.unknown)
  const sum = (chosen: readonly Candidate[]) => chosen.reduce((total, { gain }) => total + gain, 0)
  const opens = (chosen: readonly Candidate[]) =>
    score.lower + sum(chosen) >= gate.threshold - 1e-6 &&
    100 * score.coverage + sum(chosen.filter((fix) => fix.unknown)) >= 100 * gate.minCoverage - 1e-6

  const sets = Array.from({ length: unknown.length + 1 }, (_, ofUnknown) => {
    const base = [...must, ...unknown.slice(0, ofUnknown)]
    const size = known.findIndex((_, ofKnown) => opens([...base, ...known.slice(0, ofKnown)]))
    return [...base, ...known.slice(0, size < 0 ? known.length : size)]
  }).filter(opens)
  const smallest = sets.reduce((a, b) => (b.length < a.length ? b : a), sets[0] ?? candidates)
  const alike = Map.groupBy(smallest, ({ how }) => how)
  return [...alike].map(([how, fixes]) => ({
    what: fixes.map(({ what }) => what).join(', '),
    how,
    checks: fixes.flatMap(({ checks }) => checks),
  }))
}
