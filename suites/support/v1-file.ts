import { betty } from '../../src/betty/index.ts'
import { openSqliteSource, type SqliteSource } from '../../src/databases/sqlite/sqlite-source.ts'
import type { Migration } from '../../src/migration.ts'
import { declaration } from './declaration.ts'

/**
 * The migration without tables of the user's own that a file has not: the built-in sample has none of them.
 * @throws MigrateError when the file is no BETTY v1 database
 */
export function migrationOf(path: string): Migration {
  const migration = declaration()
  if (migration.records.length === betty.records.length) return migration
  const source = openSqliteSource(path, betty.records)
  const { tables } = source
  source.close()
  return { ...migration, records: migration.records.filter((record) => tables.has(record.source)) }
}

/** @throws MigrateError when the file is no BETTY v1 database */
export const openV1File = (path: string): SqliteSource => openSqliteSource(path, migrationOf(path).records)

/** Lends the v1 file of a world, as it is at one moment. */
export async function withV1File<T>(path: string, work: (source: SqliteSource) => Promise<T>): Promise<T> {
  const source = openV1File(path)
  try {
    return await work(source)
  } finally {
    source.close()
  }
}
