import type { Command } from 'commander'
import { readPlan } from '../../../schema/read-plan.ts'
import { colors } from '../../colors.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { describeStep, summarise } from './step-list.ts'

export const statusCommand = (): Command =>
  targetCommand('status', {
    does: 'tell of each step whether it is applied, pending, changed since or failed',
    examples: ['betty-migrate schema status --v2-database betty_v2'],
    stopped: 'Nothing was changed.',
    exits: { 0: 'told, whatever the state' },
  }).action(status)

const status = (flags: TargetCommandFlags): Promise<void> =>
  withTarget(flags, async (session, place, { result }, migration) => {
    const state = await readPlan(session, { schema: place.schema, steps: migration.schema })
    result(
      () =>
        [
          place.name,
          ...state.steps.map((planned) => `  ${describeStep(planned)}`),
          ...state.unknown.map(({ step }) => `  ${colors.red('unknown')}  ${step}`),
          summarise(state),
        ].join('\n'),
      {
        schema: place.schema,
        steps: state.steps.map(({ step, state: name, row }) => ({
          name: step.name,
          version: step.version,
          description: step.description,
          state: name,
          ...(row && { applied_at: row.appliedAt, execution_time_ms: row.milliseconds }),
        })),
        unknown: state.unknown.map(({ step }) => step),
      },
    )
  })
