import { MigrateError } from '../../../errors.ts'
import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'
import { codeOf } from '../explain-refusal.ts'

const attempts = 5
const undefinedTable = '42P01'

/**
 * Opens a transaction that sees one state of the schema at the front of `search_path`, with its tables locked against
 * being altered (ACCESS SHARE) before that state is chosen. Writers are not disturbed.
 * @returns the name by which other sessions can see the same state as long as the transaction is open
 * @throws MigrateError `busy` when tables keep coming and going
 */
export async function holdSnapshot(session: SqlSession, schema: string): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const tables = await listTables(session)
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    if (await lock(session, tables)) {
      const [row] = await session.query('SELECT pg_export_snapshot() AS id')
      const seen = new Set(await listTables(session))
      if (seen.size === tables.length && tables.every((table) => seen.has(table))) return row?.id ?? ''
    }
    await session.query('ROLLBACK')
  }
  throw new MigrateError(
    'busy',
    `Tables of the schema "${schema}" are made and dropped all the time, so that no state of it could be held.`,
    'Start again when the schema is at rest.',
  )
}

const listTables = async (session: SqlSession): Promise<readonly string[]> => {
  const rows = await session.query(
    `SELECT relname FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace
       AND relkind IN ('r', 'p') ORDER BY relname`,
  )
  return rows.map(({ relname }) => relname ?? '')
}

/** False when one of them is gone. */
async function lock(session: SqlSession, tables: readonly string[]): Promise<boolean> {
  if (tables.length === 0) return true
  try {
    await session.query(`LOCK TABLE ${tables.map(quoteIdentifier).join(', ')} IN ACCESS SHARE MODE`)
    return true
  } catch (error) {
    if (codeOf(error) === undefinedTable) return false
    throw error
  }
}
