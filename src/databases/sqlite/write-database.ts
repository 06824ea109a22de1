import { statSync } from 'node:fs'
import { MigrateError } from '../../errors.ts'
import type { RowSink } from '../../records/revert.ts'
import { makeNewFile } from '../new-file.ts'
import { findDamage } from './check-database.ts'
import { createSqliteWriter, type TableShape } from './sqlite-writer.ts'

/**
 * Makes a SQLite file that appears under its name when all rows are in it and it was checked, or not at all.
 * @throws MigrateError as `makeNewFile` does; `backup_failed` when what was written does not pass the check
 */
export function writeDatabase<T>(
  path: string,
  shapes: readonly TableShape[],
  fill: (sink: RowSink) => Promise<T>,
): Promise<{ readonly result: T; readonly bytes: number }> {
  return makeNewFile(path, async (part) => {
    const writer = createSqliteWriter(part, shapes)
    try {
      const result = await fill(writer)
      const rows = writer.finish()
      writer.close()
      const damage = findDamage(part, rows)
      if (damage !== undefined) throw notAsWritten(path, damage)
      return { result, bytes: statSync(part).size }
    } finally {
      writer.close()
    }
  })
}

const notAsWritten = (path: string, damage: string): MigrateError =>
  new MigrateError(
    'backup_failed',
    `${path} could not be written: what is on the disk is not what was written (${damage}).`,
    'Name a file on another disk.',
  )
