import { type ErrorReport, MigrateError } from '../errors.ts'
import type { Rubric } from './contract.ts'

const severities: readonly string[] = ['blocker', 'major', 'minor']

/** The first thing wrong with a rubric, as a sentence; undefined for a sound one. */
function describeFault(rubric: Rubric): string | undefined {
  const categories = new Set<string>()
  for (const { id, weight } of rubric.categories) {
    if (categories.has(id)) return `The category "${id}" is defined twice.`
    if (!(Number.isFinite(weight) && weight > 0))
      return `The category "${id}" has the weight ${weight}; it must be a finite number above 0.`
    categories.add(id)
  }
  const checks = new Set<string>()
  for (const check of rubric.checks) {
    if (checks.has(check.id)) return `The check "${check.id}" is defined twice.`
    if (!categories.has(check.category))
      return `The check "${check.id}" names the category "${check.category}", which is not defined.`
    if (!severities.includes(check.severity))
      return `The check "${check.id}" has the severity "${check.severity}"; it must be one of ${severities.join(', ')}.`
    checks.add(check.id)
  }
  return checks.size === 0 ? 'The table of checks is empty.' : undefined
}

export function findRubricProblem(rubric: Rubric): ErrorReport | undefined {
  const fault = describeFault(rubric)
  return fault === undefined
    ? undefined
    : new MigrateError('definition_invalid', fault, 'Correct the table of checks.').toReport()
}

/** Checks a rubric where it is defined, and keeps the literal types of its ids. */
export function defineRubric<const R extends Rubric>(rubric: R): R {
  const problem = findRubricProblem(rubric)
  if (problem) throw MigrateError.fromReport(problem)
  return rubric
}

/** The part of a rubric that some suites answer for; a category stays if one of its checks does. */
export function narrowRubric(rubric: Rubric, suites: readonly string[]): Rubric {
  const all = new Set(rubric.checks.map((check) => check.suite))
  if ([...all].every((suite) => suites.includes(suite))) return rubric
  const checks = rubric.checks.filter((check) => suites.includes(check.suite))
  const categories = new Set(checks.map((check) => check.category))
  return { checks, categories: rubric.categories.filter(({ id }) => categories.has(id)) }
}
