import type { PlannedStep, SchemaPlan, StepState } from '../../../schema/plan.ts'
import { colors } from '../../colors.ts'

const colours: Readonly<Record<StepState, (text: string) => string>> = {
  applied: colors.green,
  pending: colors.yellow,
  changed: colors.red,
  failed: colors.red,
}

/** One line for a step: state, name, and when it was applied or what it is. */
export function describeStep({ step, state, row }: PlannedStep): string {
  const when = row ? `${row.appliedAt}, ${Math.round(row.milliseconds)} ms` : step.description
  return `${colours[state](state.padEnd(7))}  ${step.name.padEnd(30)}  ${colors.dim(when)}`
}

/** Such as `24 steps: 20 applied, 4 pending`. */
export function summarise({ steps, unknown }: SchemaPlan): string {
  const counts = (Object.keys(colours) as StepState[])
    .map((state) => [state, steps.filter((planned) => planned.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
  if (unknown.length > 0) counts.push(`${unknown.length} in the ledger only`)
  return `${steps.length} steps: ${counts.join(', ')}`
}
