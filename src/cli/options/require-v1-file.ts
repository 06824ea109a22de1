import { records } from '../../betty/index.ts'
import { openSqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import { loadSettings } from '../../settings/load-settings.ts'

/**
 * Looks into the v1 file that is named, if one is, before the suites are brought up for it.
 * @throws MigrateError when it cannot be read, or is no BETTY v1 database
 */
export async function requireV1File(): Promise<void> {
  const { v1Db } = await loadSettings()
  if (v1Db !== null) openSqliteSource(v1Db, records).close()
}
