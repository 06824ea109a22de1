import type { Command } from 'commander'
import { MigrateError } from '../../../errors.ts'
import type { Loss } from '../../../schema/losses.ts'
import { rollBackSteps } from '../../../schema/roll-back.ts'
import { addLimitOptions, type LimitFlags, readLimits } from '../../options/limit-options.ts'
import { shellWord } from '../../shell-word.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { addBackupPath, backUpFirst } from './backup-first.ts'

interface RollbackFlags extends TargetCommandFlags, LimitFlags {
  readonly to?: string
  readonly all?: boolean
  readonly yes?: boolean
  readonly backupPath: string
}

export const rollbackCommand = (): Command =>
  addBackupPath(
    addLimitOptions(
      targetCommand('rollback', {
        does: 'undo applied steps, last first, after a backup',
        examples: [
          'betty-migrate schema rollback --v2-database betty_v2 --to create-webhook-deliveries',
          'betty-migrate schema rollback --v2-database betty_v2 --all --yes --backup-path /var/backups',
        ],
        stopped:
          'A rollback is done as a whole or not at all: `schema status` tells. The same command begins anew.',
        exits: { 0: 'the steps are undone' },
      }),
    ),
  )
    .option('--to <step>', 'the last step that stays')
    .option('--all', 'undo all steps')
    .option('--yes', 'go on although rows are lost (they are in the backup)')
    .action(rollback)

function rollback(flags: RollbackFlags): Promise<void> {
  if ((flags.to === undefined) === !flags.all)
    throw new MigrateError(
      'bad_setting',
      'It must be said how far to roll back, in one way.',
      'Say --to STEP (which stays), or --all. `schema status` lists the steps.',
    )
  return withTarget(flags, async (session, place, { progress, result }, migration) => {
    let backup: string | undefined
    let lost: readonly Loss[] = []
    const undone = await rollBackSteps(session, {
      schema: place.schema,
      steps: migration.schema,
      to: flags.to,
      mayLoseRows: flags.yes ?? false,
      ...readLimits(flags),
      onWait: (holder) => progress.say(`Waiting: the schema is being changed by ${holder}`),
      beforeChange: async (_steps, losses) => {
        lost = losses
        backup = await backUpFirst(session, place, flags.backupPath, progress)
      },
      onStep: (step, position, count) => progress.say(`[${position}/${count}] undo ${step.name}`),
    })
    result(
      () => {
        if (undone.length === 0) return `Nothing to do: no step after that is applied in ${place.name}.`
        const done = `Undid ${undone.length} steps in ${place.name}.`
        return backup
          ? `${done}\nThe way back: betty-migrate schema restore --backup-path ${shellWord(backup)} --overwrite`
          : done
      },
      { schema: place.schema, undone, ...(backup && { backup }), lost },
    )
  })
}
