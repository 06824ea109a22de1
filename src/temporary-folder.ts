import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MigrateError } from './errors.ts'

/**
 * Makes a folder among the temporary files that only this user may enter; whoever asks for it takes it away.
 * @throws MigrateError `bad_setting` where none can be made
 */
export function makeTemporaryFolder(name: string): string {
  try {
    return mkdtempSync(join(tmpdir(), `betty-${name}-`))
  } catch (error) {
    throw new MigrateError(
      'bad_setting',
      `No folder can be made in ${tmpdir()}, the place for temporary files: ${error instanceof Error ? error.message : String(error)}.`,
      'Make room there, or name another place with the environment variable TMPDIR.',
      { cause: error },
    )
  }
}
