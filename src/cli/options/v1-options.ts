import { resolve } from 'node:path'
import type { Command } from 'commander'
import { MigrateError } from '../../errors.ts'

export interface V1Flags {
  readonly v1Db?: string
}

/** The flag that names the v1 file; `requireV1Db` reads it. */
export const addV1Option = (command: Command): Command =>
  command.option('--v1-db <file>', 'the v1 SQLite file (BETTY_V1_DB_PATH)')

/**
 * Absolute path of the v1 file that a flag or the environment names.
 * @throws MigrateError `bad_setting` when neither does
 */
export function requireV1Db(
  flags: V1Flags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const path = flags.v1Db ?? environment.BETTY_V1_DB_PATH
  if (path) return resolve(path)
  throw new MigrateError(
    'bad_setting',
    'No v1 database is named.',
    'Name its file: --v1-db FILE (BETTY_V1_DB_PATH).',
  )
}
