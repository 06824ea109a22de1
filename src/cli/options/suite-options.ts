import { InvalidArgumentError } from 'commander'
import { type Suite, suites } from '../run-suites.ts'

/** `compat,integrity` as the suites of those names, each once, in the order in which they are always told. */
export function parseSuites(text: string): readonly Suite[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !suites.some((suite) => suite === name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no suite "${unknown}": name some of ${suites.join(', ')}.`)
  return suites.filter((suite) => names.includes(suite))
}
