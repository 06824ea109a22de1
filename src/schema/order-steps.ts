import { MigrateError } from '../errors.ts'
import type { Step } from './step.ts'

/**
 * The steps in an order in which each comes after what it needs; otherwise the declared order is kept.
 * @throws MigrateError `definition_invalid` for a doubled name, a missing one or a cycle, naming the steps
 */
export function orderSteps(steps: readonly Step[]): readonly Step[] {
  const byName = new Map<string, Step>()
  for (const step of steps) {
    if (byName.has(step.name)) throw invalid(`two schema steps are called "${step.name}"`)
    byName.set(step.name, step)
  }
  const ordered = new Set<Step>()
  const visit = (step: Step, path: readonly string[]): void => {
    if (ordered.has(step)) return
    if (path.includes(step.name)) {
      throw invalid(`schema steps need each other in a circle: ${[...path, step.name].join(' → ')}`)
    }
    for (const name of step.needs) {
      const needed = byName.get(name)
      if (!needed) throw invalid(`schema step "${step.name}" needs "${name}", which is not declared`)
      if (step.phase === 'tables' && needed.phase === 'indexes')
        throw invalid(
          `schema step "${step.name}" comes before a load and needs "${name}", which comes after it`,
        )
      visit(needed, [...path, step.name])
    }
    ordered.add(step)
  }
  for (const step of steps) visit(step, [])
  return [...ordered]
}

/** Those of the ordered steps that are chosen or that a chosen one needs, in their order. */
export function withNeeds(ordered: readonly Step[], chosen: readonly Step[]): readonly Step[] {
  const names = new Set(chosen.map(({ name }) => name))
  for (const step of ordered.toReversed())
    if (names.has(step.name)) for (const need of step.needs) names.add(need)
  return ordered.filter(({ name }) => names.has(name))
}

function invalid(message: string): MigrateError {
  return new MigrateError(
    'definition_invalid',
    message,
    'Correct the list of steps in the migration declaration.',
  )
}
