import Database from 'better-sqlite3'
import {
  insertSql,
  type Row,
  SCHEMA_SQL,
  type Table,
  type Value,
  valuesOf,
} from '../../fixtures/v1/schema.ts'
import type { SqlSession } from '../schema/session.ts'

const usual: { readonly [Of in Table]: (id: number) => Row<Of> } = {
  users: (id) => ({
    id: BigInt(id),
    username: `user${id}`,
    email: null,
    password_hash: null,
    role: 'user',
    permissions: '["read"]',
    display_name: null,
    preferences: null,
    active: 1n,
    created_at: '2024-01-01 00:00:00',
  }),
  knowledge: (id) => ({
    id: BigInt(id),
    title: `title ${id}`,
    content: 'content',
    type: 'document',
    tags: null,
    metadata: null,
    project_id: 'default',
    user_id: 1n,
    created_at: '2024-01-01 00:00:00',
    updated_at: '2024-01-01 00:00:00',
  }),
  relationships: (id) => ({
    id: BigInt(id),
    source_id: 1n,
    target_id: 1n,
    type: 'related',
    strength: 0.5,
    direction: 'bidirectional',
    created_at: '2024-01-01 00:00:00',
  }),
}

export type GivenRows = { readonly [Of in Table]?: readonly (Partial<Row<Of>> & { readonly id: bigint })[] }

/** Writes a v1 file; what is not given of a row is usual. */
export function writeV1(path: string, rows: GivenRows): void {
  const database = new Database(path)
  database.exec(SCHEMA_SQL)
  for (const table of ['users', 'knowledge', 'relationships'] as const) {
    const insert = database.prepare(insertSql(table))
    for (const row of rows[table] ?? [])
      insert.run(...valuesOf(table, { ...usual[table](Number(row.id)), ...row } as never))
  }
  database.close()
}

/** Changes a v1 file as its owner would. */
export function changeV1(path: string, sql: string, ...values: Value[]): void {
  const database = new Database(path)
  database.prepare(sql).run(...values)
  database.close()
}

/** Everything that a conversion decides, as text; not when it ran, and not a stand-in that nobody refers to. */
export async function dumpConversion(
  session: SqlSession,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const dump: Record<string, string[]> = {}
  const queries = {
    users: `SELECT u::text AS row FROM users u WHERE u.username <> 'v1-unowned' OR EXISTS (SELECT FROM knowledge_items k WHERE k.created_by = u.id)`,
    projects: 'SELECT p::text AS row FROM projects p',
    knowledge_items: 'SELECT k::text AS row FROM knowledge_items k',
    knowledge_relationships: 'SELECT r::text AS row FROM knowledge_relationships r',
    migration_quarantine:
      'SELECT (q.source_table, q.source_key, q.reason_code, q.reason, q.raw)::text AS row FROM migration_quarantine q WHERE resolved_at IS NULL',
  }
  for (const [table, sql] of Object.entries(queries))
    dump[table] = (await session.query(sql)).map(({ row }) => String(row)).sort()
  return dump
}
