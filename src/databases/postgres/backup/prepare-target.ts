import { MigrateError } from '../../../errors.ts'
import type { Catalog } from '../../../schema/catalog/catalog.ts'
import { enterSchema, lookIntoSchema } from '../../../schema/enter-schema.ts'
import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'
import { clearSchema } from './clear-schema.ts'
import { readSurveyCatalog } from './survey.ts'

/**
 * Makes the schema, or sees that it is empty, or empties it, in the transaction that is open.
 * @returns the statements that did it
 * @throws MigrateError `target_not_empty` when it holds something and may not be emptied; `privilege_missing`
 */
export async function prepareTarget(
  session: SqlSession,
  schema: string,
  overwrite: boolean,
): Promise<readonly string[]> {
  const exists = await lookIntoSchema(session, schema)
  await enterSchema(session, schema)
  if (!exists) return [`CREATE SCHEMA ${quoteIdentifier(schema)}`]
  const catalog = await readSurveyCatalog(session)
  if (catalog.length === 0) return []
  if (overwrite) return clearSchema(session)
  throw new MigrateError(
    'target_not_empty',
    `The schema "${schema}" is not empty: ${await describe(session, catalog)}.`,
    'Restore into another database, or replace what is there (--overwrite). Nothing was changed.',
  )
}

async function describe(session: SqlSession, catalog: Catalog): Promise<string> {
  const tables = catalog.filter(
    ({ kind, definition }) => kind === 'table' && !definition.startsWith('FOREIGN'),
  )
  let rows = 0
  for (const { name } of tables) {
    const [row] = await session.query(`SELECT count(*)::text AS rows FROM ${quoteIdentifier(name)}`)
    rows += Number(row?.rows)
  }
  const others = catalog.filter(({ kind }) => ['view', 'sequence', 'other'].includes(kind)).length
  const list = [
    ...(tables.length > 0 ? [`${tables.length} tables with ${rows} rows`] : []),
    ...(others > 0 ? [`${others} other objects`] : []),
  ]
  return list.join(' and ')
}
