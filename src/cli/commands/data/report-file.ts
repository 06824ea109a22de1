import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { MigrateError } from '../../../errors.ts'
import { removeUnfinished } from '../../../unfinished.ts'

export interface ReportFile {
  /** puts the document there as JSON, whole, in the place of what was there */
  write(document: unknown): void
  /** what was not written leaves nothing behind */
  close(): void
}

/**
 * Makes sure that a report can be written before the work for it is begun. Only the user who runs this can read it:
 * it shows values of rows.
 * @throws MigrateError `bad_setting` when no file can be made there
 */
export function openReportFile(path: string): ReportFile {
  const part = `${path}.part-${process.pid}`
  const file = openPart(part, path)
  const settle = removeUnfinished(part)
  return {
    write(document) {
      writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
      renameSync(part, path)
    },
    close() {
      closeSync(file)
      rmSync(part, { force: true })
      settle()
    },
  }
}

function openPart(part: string, path: string): number {
  try {
    return openSync(part, 'w', 0o600)
  } catch (cause) {
    throw new MigrateError(
      'bad_setting',
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Name a file in a folder that is there and can be written to.',
      { cause },
    )
  }
}
