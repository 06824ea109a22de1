import type { Catalog } from '../../../schema/catalog/catalog.ts'
import { readCatalog } from '../../../schema/catalog/read-catalog.ts'
import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'
import type { OnProgress } from './backup.ts'
import type { Manifest, TableEntry } from './manifest.ts'

/** What is compared after a restore. */
export type Survey = Pick<Manifest, 'catalog' | 'tables' | 'sequences'>

/** The schema at the front of `search_path`, as far as a backup brings it back. */
export const readSurveyCatalog = async (session: SqlSession): Promise<Manifest['catalog']> =>
  (await readCatalog(session)).filter((object) => !isBrokenIndex(object))

/** Takes stock of what is in the objects of the catalog; reads every row. */
export async function takeSurvey(
  session: SqlSession,
  catalog: Manifest['catalog'],
  onProgress?: OnProgress,
): Promise<Survey> {
  const tables: TableEntry[] = []
  for (const { kind, name, definition } of catalog) {
    if (kind !== 'table' || definition.startsWith('FOREIGN')) continue
    const table = await countTable(session, name)
    onProgress?.(`checking ${name}`, table.rows, table.rows, 'rows')
    tables.push(table)
  }
  const sequences = []
  for (const { kind, name } of catalog)
    if (kind === 'sequence') sequences.push(await readSequence(session, name))
  return { catalog, tables, sequences }
}

/** What is left of an index build that failed serves nobody, and pg_dump leaves it out as well. */
const isBrokenIndex = ({ kind, definition }: Catalog[number]): boolean =>
  kind === 'index' && definition.endsWith('(not valid: its build was broken off)')

/**
 * The checksum does not depend on the order of the rows: the sums of both halves of the first 128 bits of each row's
 * SHA-256. A row is the server's text of it. `(t.*)` is the row also where a column is called t.
 */
async function countTable(session: SqlSession, name: string): Promise<TableEntry> {
  const half = (from: number) => `sum(('x' || encode(substr(h, ${from}, 8), 'hex'))::bit(64)::bigint)`
  const [row] = await session.query(
    `SELECT count(*)::text AS rows, concat_ws(':', ${half(1)}, ${half(9)}) AS checksum
     FROM (SELECT sha256(convert_to((t.*)::text, 'UTF8')) AS h FROM ${quoteIdentifier(name)} t) AS hashes`,
  )
  return { name, rows: Number(row?.rows), checksum: row?.checksum ?? '' }
}

async function readSequence(session: SqlSession, name: string): Promise<Survey['sequences'][number]> {
  const [row] = await session.query(
    `SELECT last_value::text AS last, is_called::text AS called FROM ${quoteIdentifier(name)}`,
  )
  return { name, lastValue: row?.last ?? '', isCalled: row?.called === 'true' }
}
