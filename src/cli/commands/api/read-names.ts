import type { Revealed } from '../../../api/mapping.ts'
import { identify } from '../../../betty/identity.ts'
import { mostNumbers } from '../../../betty/origins.ts'
import { projectSlug } from '../../../betty/records/project-slug.ts'
import { openDatabase } from '../../../databases/sqlite/open-database.ts'
import { openSqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import type { Migration } from '../../../migration.ts'
import type { Cell } from '../../../records/cell.ts'
import { silentRow } from '../../../records/codec.ts'

/**
 * What the UUIDs of v2 stand for, by a v1 file: all projects, and the users whom the identity rule alone does not find.
 * @throws MigrateError when the file is no BETTY v1 database
 */
export function readNames(path: string, { records }: Migration): readonly Revealed[] {
  openSqliteSource(path, records).close()
  const database = openDatabase(path)
  try {
    const users = database.prepare('SELECT id FROM users WHERE id NOT BETWEEN 1 AND ?').pluck()
    const columns = database.pragma('table_info(knowledge)') as { name: string }[]
    const hasProjects = columns.some(({ name }) => name.toLowerCase() === 'project_id')
    const projects = hasProjects
      ? (database.prepare('SELECT DISTINCT project_id FROM knowledge').pluck().all() as Cell[])
      : []
    return [
      ...(users.all(mostNumbers) as bigint[]).map((id) => ({
        table: 'users',
        id: identify('users', id),
        key: id,
      })),
      ...projects.flatMap(projectsOf),
    ]
  } finally {
    database.close()
  }
}

/** The project that the conversion makes for such a cell. */
function projectsOf(cell: Cell): readonly Revealed[] {
  const made: Revealed[] = []
  const facts = { origin: () => null, instant: (local: bigint) => local }
  projectSlug().up(cell, {
    ...silentRow({ id: null, target: {}, ...facts }),
    need: (table, { id, slug }) => made.push({ table, id: String(id), key: String(slug) }),
  })
  return made
}
