import type { Command } from 'commander'
import { refuseContradictions, selectPending } from '../../../schema/plan.ts'
import { readPlan } from '../../../schema/read-plan.ts'
import { renderSql, statementsOf } from '../../../schema/render-plan.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { describeStep, summarise } from './step-list.ts'

export const planCommand = (): Command =>
  targetCommand('plan', {
    does: 'print the SQL that apply would run; nothing is changed',
    examples: [
      'betty-migrate schema plan --v2-database betty_v2 --v2-user betty',
      'betty-migrate schema plan --v2-database betty_v2 > plan.sql',
    ],
    stopped: 'Nothing was changed.',
    exits: { 0: 'printed' },
  })
    .option('--target <step>', 'the last step to plan for')
    .action(plan)

const plan = (flags: TargetCommandFlags & { readonly target?: string }): Promise<void> =>
  withTarget(flags, async (session, place, { result }, migration) => {
    const state = await readPlan(session, { schema: place.schema, steps: migration.schema })
    const pending = selectPending(state, flags)
    result(
      () =>
        [
          `-- ${place.name}`,
          `-- ${summarise(state)}`,
          ...state.steps.map((planned) => `--   ${describeStep(planned)}`),
          '',
          renderSql(place.schema, state, pending),
        ].join('\n'),
      {
        schema: place.schema,
        steps: state.steps.map((planned) => ({
          name: planned.step.name,
          description: planned.step.description,
          needs: planned.step.needs,
          phase: planned.step.phase,
          state: planned.state,
          sql: pending.includes(planned) ? statementsOf(planned, state) : [],
        })),
        unknown: state.unknown.map(({ step }) => step),
      },
    )
    refuseContradictions(state)
  })
