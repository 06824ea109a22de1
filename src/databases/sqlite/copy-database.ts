import { statSync } from 'node:fs'
import { MigrateError } from '../../errors.ts'
import { makeNewFile } from '../new-file.ts'
import { countRows, findDamage, type RowCounts } from './check-database.ts'
import { openDatabase } from './open-database.ts'

/** Small enough that progress is told and others are let in between. */
const pagesAStep = 2_000

/**
 * A copy of a SQLite file as it was at one moment, also while others write to it: a read transaction is held for as long as
 * the copying takes. With a rollback journal writers wait for it; in WAL mode they do not notice.
 * @throws MigrateError `source_damaged` when the copy does not pass `PRAGMA integrity_check` or lacks rows
 */
export async function copyDatabase(
  path: string,
  to: string,
  onProgress: (done: number, total: number) => void,
): Promise<{ readonly rows: RowCounts; readonly bytes: number }> {
  const source = openDatabase(path)
  try {
    source.exec('BEGIN')
    const rows = guarded(path, () => countRows(source))
    return await makeNewFile(
      to,
      async (part) => {
        await source.backup(part, {
          progress({ totalPages, remainingPages }) {
            onProgress(totalPages - remainingPages, totalPages)
            return pagesAStep
          },
        })
        const damage = guarded(path, () => findDamage(part, rows))
        if (damage !== undefined) throw damaged(path, damage)
        return { rows, bytes: statSync(part).size }
      },
      statSync(path).mode & 0o777,
    )
  } finally {
    source.close()
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw damaged(path, error instanceof Error ? error.message : String(error), error)
  }
}

const damaged = (path: string, what: string, cause?: unknown): MigrateError =>
  new MigrateError(
    'source_damaged',
    `${path} cannot be copied whole: ${what}.`,
    'Run PRAGMA integrity_check on the file; use an older backup if it reports damage.',
    { cause },
  )
