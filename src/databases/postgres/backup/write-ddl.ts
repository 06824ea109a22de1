import type { Catalog, CatalogObject } from '../../../schema/catalog/catalog.ts'
import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'
import type { Manifest } from './manifest.ts'
import { readTrimmings } from './read-trimmings.ts'

/**
 * The statements that make this catalog again in an empty schema at the front of `search_path`. Keys and indexes come
 * after the rows, foreign keys after all that they can refer to.
 */
export async function writeDdl(session: SqlSession, catalog: Catalog): Promise<NonNullable<Manifest['ddl']>> {
  const of = (kind: CatalogObject['kind']) => catalog.filter((object) => object.kind === kind)
  const constraints = of('constraint')
  const sequences = of('sequence').map((sequence) => {
    const [options = '', owner] = sequence.definition.split(' OWNED BY ')
    return { name: quoteIdentifier(sequence.name), options, owner }
  })
  const trimmings = await readTrimmings(session)
  return {
    before: [
      ...sequences.map(({ name, options }) => `CREATE SEQUENCE ${name} ${options}`),
      ...of('table').map((table) => createTable(table, of('column'))),
      ...sequences.flatMap(({ name, owner }) => (owner ? [`ALTER SEQUENCE ${name} OWNED BY ${owner}`] : [])),
      ...trimmings.before,
    ],
    after: [
      ...constraints.filter((constraint) => !isForeignKey(constraint)).map(addConstraint),
      ...of('index').map(createIndex),
      ...constraints.filter(isForeignKey).map(addConstraint),
      ...trimmings.after,
    ],
  }
}

const createTable = ({ name, definition }: CatalogObject, columns: Catalog): string =>
  `CREATE ${definition === unlogged ? 'UNLOGGED ' : ''}TABLE ${quoteIdentifier(name)} (${columns
    .filter(({ table }) => table === name)
    .map((column) => `${quoteIdentifier(column.name)} ${column.definition}`)
    .join(', ')})`

const unlogged = 'TABLE UNLOGGED'

const isForeignKey = ({ definition }: CatalogObject): boolean => definition.startsWith('FOREIGN KEY ')

const addConstraint = ({ table, name, definition }: CatalogObject): string =>
  `ALTER TABLE ${quoteIdentifier(table)} ADD CONSTRAINT ${quoteIdentifier(name)} ${definition}`

function createIndex({ table, name, definition }: CatalogObject): string {
  const [, unique = '', on] = /^(UNIQUE )?(.*)$/s.exec(definition) ?? []
  return `CREATE ${unique}INDEX ${quoteIdentifier(name)} ON ${quoteIdentifier(table)} ${on}`
}
