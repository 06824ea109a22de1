import { resolve } from 'node:path'
import { MigrateError } from '../../errors.ts'
import { loadGiven } from '../../settings/load-settings.ts'

/**
 * Absolute path of the v1 file that a flag or the environment names.
 * @throws MigrateError `bad_setting` when neither does
 */
export async function requireV1Db(): Promise<string> {
  const { v1Db } = await loadGiven()
  if (v1Db !== undefined) return resolve(v1Db)
  throw new MigrateError(
    'bad_setting',
    'No v1 database is named.',
    'Name its file: --v1-db FILE (BETTY_V1_DB_PATH).',
  )
}
