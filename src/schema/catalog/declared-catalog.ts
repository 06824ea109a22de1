import { MigrateError } from '../../errors.ts'
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
  try {
    await session.query('BEGIN READ WRITE')
    await session.query('SET LOCAL search_path TO pg_temp')
    await session.query(createLedger)
    for (const { up } of steps) for (const statement of up) await session.query(toSql(statement))
    return await readCatalog(session, 'pg_my_temp_schema()')
  } catch (error) {
    throw explain(error)
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}

/** SQLSTATE: 42501 insufficient_privilege, 25006 read_only_sql_transaction, 0A000 (also a standby). */
function explain(error: unknown): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code
  if (code === '42501')
    return new MigrateError(
      'privilege_missing',
      'This role may not make temporary tables, which the comparison of schemas needs.',
      'Let an administrator run: GRANT TEMPORARY ON DATABASE … TO the role.',
      { cause: error },
    )
  if (code === '25006' || code === '0A000')
    return new MigrateError(
      'privilege_missing',
      'This server only reads (a standby), and the comparison of schemas needs temporary tables.',
      'Ask the primary server.',
      { cause: error },
    )
  return error
}
