import type { Command } from 'commander'
import { restoreBackup } from '../../../databases/postgres/backup/restore-backup.ts'
import { addLockTimeout } from '../../options/limit-options.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'

interface RestoreFlags extends TargetCommandFlags {
  readonly backupPath: string
  readonly overwrite: boolean
  readonly lockTimeout?: number
}

export const restoreCommand = (): Command =>
  addLockTimeout(
    targetCommand('restore', {
      does: 'bring a backup back, whole, and compare it with its manifest',
      examples: [
        'betty-migrate schema restore --v2-database betty_v2 --backup-path betty-backups',
        'betty-migrate schema restore --v2-database betty_v2 --backup-path betty-backups/betty_v2-public-20261122T170000Z --overwrite',
      ],
      stopped:
        'A restore is done as a whole or not at all: `schema status` tells. The same command begins anew.',
      exits: { 0: 'restored, and equal to the manifest' },
    }),
  )
    .requiredOption('--backup-path <directory>', 'a backup, or a directory with one backup in it')
    .option('--overwrite', 'replace what is in the schema now', false)
    .action(restore)

const restore = (flags: RestoreFlags): Promise<void> =>
  withTarget(flags, async (_session, { url, namedSchema }, { progress, result }) => {
    const { directory, manifest, notGranted } = await restoreBackup({
      url,
      from: flags.backupPath,
      overwrite: flags.overwrite,
      ...(flags.lockTimeout !== undefined && { lockTimeout: flags.lockTimeout }),
      ...(namedSchema !== undefined && { schema: namedSchema }),
      onWait: (holder) => progress.say(`Waiting: the schema is being changed by ${holder}`),
      onProgress: progress.count,
    })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    result(
      () =>
        [
          `Restored schema "${manifest.schema}" from ${directory}: ${manifest.tables.length} tables, ${rows} rows, equal to the manifest.`,
          ...(notGranted.length > 0
            ? ['Left out, because the role is not here or this one may not do it:', ...notGranted]
            : []),
        ].join('\n'),
      { directory, schema: manifest.schema, tables: manifest.tables, not_granted: notGranted },
    )
  })
