import type { SqlSession } from './session.ts'
import { type IndexBuild, indexesOf, type Step, toSql } from './step.ts'

/** True if the step only builds indexes, and on a table with rows: then it is worth building them beside writers. */
export async function hasRows(session: SqlSession, step: Step): Promise<boolean> {
  for (const table of new Set(indexesOf(step).map((build) => build.table))) {
    const [there] = await session.query('SELECT to_regclass($1)::text AS name', [table])
    if (there?.name == null) continue
    const [found] = await session.query(`SELECT EXISTS (SELECT FROM ${table}) AS some`)
    if (found?.some === 't') return true
  }
  return false
}

export interface BuildMode {
  readonly concurrently: boolean
  /** an earlier attempt was broken off: what it has built to the end stays */
  readonly resuming: boolean
}

/** Builds an index; what an interrupted concurrent build has left of it is dropped first. */
export async function buildIndex(
  session: SqlSession,
  build: IndexBuild,
  { concurrently, resuming }: BuildMode,
  run: (sql: string) => Promise<unknown>,
): Promise<void> {
  await dropIfInvalid(session, build, concurrently)
  if (resuming && (await isValid(session, build))) return
  await run(toSql(build, concurrently))
}

export async function dropIfInvalid(
  session: SqlSession,
  build: IndexBuild,
  concurrently: boolean,
): Promise<void> {
  if ((await isValid(session, build)) === false)
    await session.query(`DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${build.name}`)
}

/** Undefined when the table has no index of that name. */
async function isValid(session: SqlSession, { name, table }: IndexBuild): Promise<boolean | undefined> {
  const [found] = await session.query(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1) AND indrelid = to_regclass($2)',
    [name, table],
  )
  return found && found.valid === 't'
}
