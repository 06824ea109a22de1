import type { Command } from 'commander'
import { writeBackup } from '../../../databases/postgres/backup/write-backup.ts'
import type { Progress } from '../../../progress/progress.ts'
import { hasTables } from '../../../schema/enter-schema.ts'
import type { SqlSession } from '../../../schema/session.ts'
import type { Place } from '../target-command.ts'

export const addBackupPath = (command: Command): Command =>
  command.option(
    '--backup-path <directory>',
    'where backups go, each in a directory of its own',
    'betty-backups',
  )

/** Backs the schema up unless there is nothing in it; returns the directory of the backup. */
export async function backUpFirst(
  session: SqlSession,
  { url, schema, name }: Place,
  into: string,
  progress: Progress,
): Promise<string | undefined> {
  if (!(await hasTables(session, schema))) return undefined
  progress.say(`Backing up ${name}`)
  const { directory } = await writeBackup({ url, schema, into, onProgress: progress.count })
  progress.say(`Backup: ${directory}`)
  return directory
}
