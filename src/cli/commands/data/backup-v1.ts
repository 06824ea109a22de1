import { resolve } from 'node:path'
import type { Command } from 'commander'
import { copyDatabase } from '../../../databases/sqlite/copy-database.ts'
import { openSqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import { configure } from '../../../settings/configure.ts'
import type { CommonFlags } from '../../options/common-options.ts'
import { requireV1Db } from '../../options/require-v1-db.ts'
import { createOutput } from '../../output.ts'
import { formatTable } from '../../text-table.ts'
import { plainCommand } from '../target-command.ts'

interface BackupFlags extends CommonFlags {
  readonly to: string
}

export const backupV1Command = (): Command =>
  plainCommand(
    'backup-v1',
    {
      does: 'copy the v1 file as it is at one moment, also while it is in use',
      examples: ['betty-migrate data backup-v1 --v1-db /var/lib/betty/betty.db --to /var/backups/betty.db'],
      notes: [
        'The copy is checked: PRAGMA integrity_check, and as many rows as in the original. A v1 server in WAL mode does not notice; one that is not waits with its writes until the copy is made.',
      ],
      stopped: 'No copy was made. The same command begins anew.',
      exits: { 0: 'copied and checked', 2: 'wrong usage, or a file that is damaged' },
    },
    ['v1Db'],
  )
    .requiredOption('--to <file>', 'the copy to make; it must not exist')
    .action(run)

async function run(flags: BackupFlags): Promise<void> {
  const { migration } = await configure()
  const { progress, result } = createOutput(flags)
  const path = await requireV1Db()
  const start = performance.now()
  try {
    openSqliteSource(path, migration.records).close()
    progress.say(`Copying ${path}`)
    const { rows, bytes } = await copyDatabase(path, flags.to, (done, total) =>
      progress.count('backup', done, total, 'pages'),
    )
    progress.end()
    const report = {
      file: resolve(flags.to),
      bytes,
      tables: rows,
      seconds: (performance.now() - start) / 1000,
    }
    result(
      () =>
        [
          formatTable(['table', 'rows'], Object.entries(rows)),
          `${report.file}: ${bytes} bytes, checked, in ${report.seconds.toFixed(1)} s.`,
        ].join('\n'),
      report,
    )
  } finally {
    progress.end()
  }
}
