import type { Command } from 'commander'
import { writeBackup } from '../../../databases/postgres/backup/write-backup.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { addBackupPath } from './backup-first.ts'

export const backupCommand = (): Command =>
  addBackupPath(
    targetCommand('backup', {
      does: 'back the v2 schema up, with a manifest that restore checks',
      examples: ['betty-migrate schema backup --v2-database betty_v2 --backup-path /var/backups'],
      stopped: 'There is no backup: what was written of it is removed. The same command begins anew.',
      exits: { 0: 'backed up' },
    }),
  ).action(backup)

const backup = (flags: TargetCommandFlags & { readonly backupPath: string }): Promise<void> =>
  withTarget(flags, async (_session, { url, schema, name }, { progress, result }) => {
    const { directory, manifest } = await writeBackup({
      url,
      schema,
      into: flags.backupPath,
      onProgress: progress.count,
    })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    result(
      () =>
        `Backed up ${name}: ${manifest.tables.length} tables, ${rows} rows, by ${manifest.tool.kind}.\n${directory}`,
      { directory, manifest },
    )
  })
