import { openSqliteSource, type SqliteSource } from '../../src/databases/sqlite/sqlite-source.ts'
import { migration } from './configured.ts'

/** @throws MigrateError when the file is no BETTY v1 database */
export const openV1File = (path: string): SqliteSource => openSqliteSource(path, migration.records)

/** Lends the v1 file of a world, as it is at one moment. */
export async function withV1File<T>(path: string, work: (source: SqliteSource) => Promise<T>): Promise<T> {
  const source = openV1File(path)
  try {
    return await work(source)
  } finally {
    source.close()
  }
}
