import { isJsonObject, type Json, parseJson } from '../../json/json.ts'
import type { SqlSession } from '../../schema/session.ts'

/** A table that a query reads from one end to the other, because no index serves it. */
export interface Scan {
  readonly table: string
  /** as the planner believes */
  readonly rows: number
}

/** A statement as a server sends it. */
export interface AskedStatement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/**
 * The tables that PostgreSQL could only read as a whole for a statement. Sequential scans are made so dear that it takes
 * any index there is: on small tables it would pass over them. Nothing is executed.
 */
export async function findScans(
  session: SqlSession,
  { sql, values }: AskedStatement,
): Promise<readonly Scan[]> {
  await session.query('BEGIN READ ONLY')
  try {
    await session.query('SET LOCAL enable_seqscan = off')
    const rows = await session.query(`EXPLAIN (FORMAT JSON) ${sql}`, values)
    const plan = parseJson(String(Object.values(rows[0] ?? {})[0]))
    const tables = [...new Set(scansIn(plan))]
    if (tables.length === 0) return []
    const sizes = await session.query(
      "SELECT c.relname AS name, greatest(c.reltuples, 0)::bigint::text AS rows FROM pg_class c WHERE c.oid = ANY ($1::regclass[]) AND c.relkind <> 'S'",
      [tables],
    )
    return sizes.map(({ name, rows }) => ({ table: String(name), rows: Number(rows) }))
  } finally {
    await session.query('ROLLBACK')
  }
}

function* scansIn(node: Json): Generator<string> {
  if (Array.isArray(node)) for (const item of node) yield* scansIn(item)
  if (!isJsonObject(node)) return
  if (node['Node Type'] === 'Seq Scan') yield String(node['Relation Name'])
  for (const value of Object.values(node))
    if (typeof value === 'object' && value !== null) yield* scansIn(value)
}
