import type { Command } from 'commander'
import { applySteps } from '../../../schema/apply-steps.ts'
import { addLimitOptions, type LimitFlags, readLimits } from '../../options/limit-options.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { addBackupPath, backUpFirst } from './backup-first.ts'

interface ApplyFlags extends TargetCommandFlags, LimitFlags {
  readonly backup: boolean
  readonly backupPath: string
  readonly target?: string
}

export const applyCommand = (): Command =>
  addBackupPath(
    addLimitOptions(
      targetCommand('apply', {
        does: 'apply the steps that are not applied yet, after a backup of what is there',
        examples: [
          'betty-migrate schema apply --v2-host localhost --v2-user betty --v2-database betty_v2',
          'betty-migrate schema apply --v2-database betty_v2 --target create-knowledge-items',
          'betty-migrate schema apply --v2-database betty_v2 --lock-timeout 5m --backup-path /var/backups',
        ],
        stopped:
          'Steps that were finished stay, the one at work is undone. The same command goes on from there; `schema status` shows how far it came.',
        exits: { 0: 'all steps asked for are applied' },
      }),
    ),
  )
    .option('--no-backup', 'make no backup')
    .option('--target <step>', 'the last step to apply')
    .action(apply)

const apply = (flags: ApplyFlags): Promise<void> =>
  withTarget(flags, async (session, place, { progress, result }, migration) => {
    const start = performance.now()
    let backup: string | undefined
    const applied = await applySteps(session, {
      schema: place.schema,
      steps: migration.schema,
      concurrently: true,
      ...readLimits(flags),
      ...(flags.target !== undefined && { target: flags.target }),
      onWait: (holder) => progress.say(`Waiting: the schema is being changed by ${holder}`),
      beforeChange: async () => {
        if (flags.backup) backup = await backUpFirst(session, place, flags.backupPath, progress)
      },
      onStep: (step, position, count) =>
        progress.say(`[${position}/${count}] ${step.name}: ${step.description}`),
    })
    const seconds = (performance.now() - start) / 1000
    result(
      () =>
        applied.length === 0
          ? `Nothing to do: all steps${flags.target ? ` up to ${flags.target}` : ''} are applied in ${place.name}.`
          : `Applied ${applied.length} steps to ${place.name} in ${seconds.toFixed(1)} s.`,
      { schema: place.schema, applied, ...(backup && { backup }), seconds },
    )
  })
