import { MigrateError } from '../../errors.ts'
import type { Rubric } from '../../readiness/contract.ts'

export const suitesOf = ({ checks }: Rubric): readonly string[] => [
  ...new Set(checks.map(({ suite }) => suite)),
]

/**
 * `compat,integrity` as the suites of those names, each once, in the order in which they are always told; all when
 * left out.
 * @throws MigrateError `bad_setting` for one that there is not
 */
export function chooseSuites(text: string | undefined, rubric: Rubric): readonly string[] {
  const suites = suitesOf(rubric)
  if (text === undefined) return suites
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !suites.includes(name))
  if (unknown === undefined) return suites.filter((suite) => names.includes(suite))
  throw new MigrateError(
    'bad_setting',
    `There is no suite "${unknown}".`,
    `Name some of ${suites.join(', ')}.`,
  )
}
