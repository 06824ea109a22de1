import type { SqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import { watchFile } from '../../databases/sqlite/watch-file.ts'
import { MigrateError } from '../../errors.ts'
import type { Crew } from './crew.ts'

const attempts = 5

/**
 * Opens a v1 file here and in all workers so that all read the same moment: nobody has committed anything to it
 * between the first that opened it and the last.
 * @throws MigrateError `source_changed` when somebody always does
 */
export async function openTogether(
  path: string,
  open: (path: string) => SqliteSource,
  crew: Pick<Crew, 'open'>,
): Promise<SqliteSource> {
  const watch = watchFile(path)
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = watch.read()
      const source = open(path)
      try {
        await crew.open(path)
        if (watch.read() === before) return source
      } catch (error) {
        source.close()
        throw error
      }
      source.close()
    }
  } finally {
    watch.close()
  }
  throw new MigrateError(
    'source_changed',
    `${path} is written to so often that the workers cannot all open it at the same moment.`,
    'Make a copy (betty-migrate data backup-v1) and convert that, or convert with --workers 1.',
  )
}
