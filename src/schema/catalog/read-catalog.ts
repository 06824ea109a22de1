import type { SqlSession } from '../session.ts'
import type { Catalog, ObjectKind } from './catalog.ts'
import { catalogQueries } from './catalog-queries.ts'

/**
 * Reads the schema at the front of `search_path`, whose names the server then writes without the schema
 * (PostgreSQL 14 to 18). What extensions have brought is left out.
 * @param namespace its oid, as SQL
 */
export async function readCatalog(
  session: SqlSession,
  namespace: NamespaceSql = currentNamespace,
): Promise<Catalog> {
  // names in quotes, as a database may ask for, would differ from those without
  await session.query('SET quote_all_identifiers TO off')
  const catalog = []
  for (const query of catalogQueries) {
    for (const row of await session.query(`WITH here AS (SELECT ${namespace}::oid AS oid) ${query}`)) {
      catalog.push({
        kind: row.kind as ObjectKind,
        table: row.table_name ?? '',
        name: row.name ?? '',
        definition: row.definition ?? '',
      })
    }
  }
  return catalog
}

const currentNamespace = 'quote_ident(current_schema())::regnamespace'
type NamespaceSql = typeof currentNamespace | 'pg_my_temp_schema()'
