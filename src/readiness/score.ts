import type { Category, CheckResult, Level, Outcome, Severity } from './contract.ts'

export const severityWeight: Readonly<Record<Severity, number>> = { blocker: 3, major: 2, minor: 1 }

const earns: Readonly<Record<Outcome, number | null>> = {
  passed: 1,
  warned: 0.5,
  failed: 0,
  inconclusive: null,
  not_run: null,
  not_applicable: null,
}

export const counts = (result: CheckResult): boolean => result.outcome !== 'not_applicable'
export const isUnknown = (result: CheckResult): boolean =>
  result.outcome === 'inconclusive' || result.outcome === 'not_run'

/** Points of one check: what it could give, what it gave, what is still open. */
export function pointsOf(result: CheckResult): { all: number; earned: number; unknown: number } {
  if (!counts(result)) return { all: 0, earned: 0, unknown: 0 }
  const all = severityWeight[result.check.severity]
  const share = earns[result.outcome]
  return share === null ? { all, earned: 0, unknown: all } : { all, earned: all * share, unknown: 0 }
}

/** `lower` and `upper`: 0 to 100; `coverage`: 0 to 1. */
export interface Interval {
  readonly lower: number
  readonly upper: number
  readonly coverage: number
}

export interface CategoryScore {
  readonly category: Category
  /** null: no check of the category counts, so it has no part in the mean */
  readonly interval: Interval | null
  readonly counted: number
  readonly known: number
  readonly failed: number
}

export interface Score extends Interval {
  readonly level: Level
  readonly categories: readonly CategoryScore[]
}

/** Takes off what binary fractions add, so that 90 is 90; far finer than a check can weigh. */
const settle = ({ lower, upper, coverage }: Interval): Interval => ({
  lower: Math.round(lower * 1e9) / 1e9,
  upper: Math.round(upper * 1e9) / 1e9,
  coverage: Math.round(coverage * 1e9) / 1e9,
})

export function levelOf(score: number): Level {
  if (score >= 90) return 'high'
  if (score >= 70) return 'medium'
  return score >= 50 ? 'low' : 'very_low'
}

function scoreCategory(category: Category, results: readonly CheckResult[]): CategoryScore {
  const counted = results.filter(counts)
  const sum = { all: 0, earned: 0, unknown: 0 }
  for (const points of counted.map(pointsOf)) {
    sum.all += points.all
    sum.earned += points.earned
    sum.unknown += points.unknown
  }
  const interval = {
    lower: (100 * sum.earned) / sum.all,
    upper: (100 * (sum.earned + sum.unknown)) / sum.all,
    coverage: (sum.all - sum.unknown) / sum.all,
  }
  return {
    category,
    interval: sum.all === 0 ? null : interval,
    counted: counted.length,
    known: counted.filter((result) => !isUnknown(result)).length,
    failed: counted.filter((result) => result.outcome === 'failed').length,
  }
}

/**
 * The score is the lower end of its interval: what is unknown earns nothing. Total and coverage are means
 * of the categories by their weights; a category in which nothing counts leaves the mean.
 */
export function score(categories: readonly Category[], results: readonly CheckResult[]): Score {
  const byCategory = Map.groupBy(results, (result) => result.check.category)
  const scored = categories.map((category) => scoreCategory(category, byCategory.get(category.id) ?? []))
  const total = { weight: 0, lower: 0, upper: 0, coverage: 0 }
  for (const { category, interval } of scored) {
    if (!interval) continue
    total.weight += category.weight
    total.lower += category.weight * interval.lower
    total.upper += category.weight * interval.upper
    total.coverage += category.weight * interval.coverage
  }
  const { weight } = total
  const mean = settle({
    lower: weight && total.lower / weight,
    upper: weight && total.upper / weight,
    coverage: weight && total.coverage / weight,
  })
  return {
    ...mean,
    level: levelOf(mean.lower),
    categories: scored.map((one) => ({ ...one, interval: one.interval && settle(one.interval) })),
  }
}
