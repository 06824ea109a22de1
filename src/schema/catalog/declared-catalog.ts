import { createLedger } from '../ledger.ts'
import type { SqlSession } from '../session.ts'
import { type Step, toSql } from '../step.ts'
import type { Catalog } from './catalog.ts'
import { readCatalog } from './read-catalog.ts'

/**
 * What these steps make on this very server: they run on temporary tables, in a transaction that is rolled back.
 * Nothing of it is ever seen by another session. Needs the right to make temporary tables, which everybody has
 * unless it was taken away. Leaves `search_path` as it was.
 * @param steps in the order of their needs
 */
export async function readDeclaredCatalog(session: SqlSession, steps: readonly Step[]): Promise<Catalog> {
  await session.query('BEGIN')
  try {
    await session.query('SET LOCAL search_path TO pg_temp')
    await session.query(createLedger)
    for (const { up } of steps) for (const statement of up) await session.query(toSql(statement))
    return await readCatalog(session, 'pg_my_temp_schema()')
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}
