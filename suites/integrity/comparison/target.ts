import pg from 'pg'
import { MigrateError } from '../../../src/errors.ts'
import { type Json, parseJson } from '../oracle/json.ts'

export type TargetTable = 'users' | 'projects' | 'knowledge_items' | 'knowledge_relationships'
export type TargetRow = Readonly<Record<string, Json | undefined>>

type ColumnKind = 'text' | 'json' | 'boolean' | 'time' | 'double'

/** Every v2 column that the migration gives a value to. */
const COLUMNS: Readonly<Record<TargetTable, Readonly<Record<string, ColumnKind>>>> = {
  users: {
    ...{ id: 'text', v1_id: 'text', username: 'text', email: 'text', password_hash: 'text', role: 'text' },
    ...{ permissions: 'json', profile: 'json', is_active: 'boolean', created_at: 'time', updated_at: 'time' },
  },
  projects: {
    ...{ id: 'text', slug: 'text', name: 'text', owner_id: 'text', settings: 'json' },
    ...{ created_at: 'time', updated_at: 'time' },
  },
  knowledge_items: {
    ...{ id: 'text', v1_id: 'text', project_id: 'text', created_by: 'text', title: 'text', content: 'text' },
    ...{ knowledge_type: 'text', status: 'text', version: 'text', metadata: 'json', access_control: 'json' },
    ...{ created_at: 'time', updated_at: 'time' },
  },
  knowledge_relationships: {
    ...{ id: 'text', v1_id: 'text', source_knowledge_id: 'text', target_knowledge_id: 'text' },
    ...{ relationship_type: 'text', strength: 'double', direction: 'text', metadata: 'json' },
    ...{ created_at: 'time', updated_at: 'time' },
  },
}

export interface QuarantineRow {
  readonly sourceKey: string
  readonly code: string
  readonly raw: Json | undefined
}

/** Where a row with a v1 id says that it was migrated. */
export const MIGRATION_COLUMN = {
  users: 'profile',
  knowledge_items: 'metadata',
  knowledge_relationships: 'metadata',
} as const

/** A v2 database at one moment, read as text so that nothing is rounded. */
export interface Target {
  /** rows with a v1 id, in order of it */
  migratedRows(table: Exclude<TargetTable, 'projects'>): AsyncIterable<TargetRow>
  /** rows for which an SQL condition on the alias `t` holds, in no order; `Q` in it stands for the quoted schema */
  rowsWhere(table: TargetTable, condition: string): AsyncIterable<TargetRow>
  count(table: TargetTable, condition: string): Promise<number>
  /** what is in quarantine now, in order of the v1 id */
  quarantine(sourceTable: string): AsyncIterable<QuarantineRow>
  /** what is in quarantine under other tables than these */
  quarantineOfOthers(
    sourceTables: readonly string[],
  ): AsyncIterable<{ sourceTable: string; sourceKey: string }>
  close(): Promise<void>
}

/** Opens a read-only transaction. @throws MigrateError `postgres_unavailable` */
export async function openTarget(url: string, schema: string): Promise<Target> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  const quoted = client.escapeIdentifier(schema)
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SET LOCAL extra_float_digits = 1')
  } catch (cause) {
    const hint = 'See that the v2 server runs and that the address and the password are right.'
    throw new MigrateError('postgres_unavailable', 'The v2 database cannot be opened.', hint, { cause })
  }
  const read = (sql: string, parameters: readonly unknown[] = []) => readCursor(client, sql, parameters)
  const from = (table: string) => `FROM ${quoted}.${client.escapeIdentifier(table)} AS t`
  const where = (condition: string) => `WHERE ${condition.replaceAll('Q.', `${quoted}.`)}`

  async function* rows(table: TargetTable, rest: string): AsyncGenerator<TargetRow> {
    const columns = Object.entries(COLUMNS[table])
    const select = `SELECT ${columns.map(([name, kind]) => expression(name, kind)).join(', ')} ${from(table)} ${rest}`
    for await (const values of read(select)) {
      yield Object.fromEntries(columns.map(([name, kind], at) => [name, toJson(values[at] ?? null, kind)]))
    }
  }
  return {
    migratedRows: (table) => rows(table, 'WHERE t.v1_id IS NOT NULL ORDER BY t.v1_id, t.id'),
    rowsWhere: (table, condition) => rows(table, where(condition)),
    async count(table, condition) {
      const sql = `SELECT count(*)::text AS n ${from(table)} ${where(condition)}`
      const { rows: counted } = await client.query<{ n: string }>(sql)
      return Number(counted[0]?.n ?? 0)
    },
    async *quarantine(sourceTable) {
      const select = `SELECT source_key, reason_code, raw::text ${from('migration_quarantine')}
        WHERE source_table = $1 AND resolved_at IS NULL
        ORDER BY CASE WHEN source_key ~ '^-?[0-9]+$' THEN source_key::numeric END NULLS FIRST`
      for await (const [key, code, raw] of read(select, [sourceTable])) {
        yield { sourceKey: key ?? '', code: code ?? '', raw: parseJson(raw ?? 'null') }
      }
    },
    async *quarantineOfOthers(sourceTables) {
      const select = `SELECT source_table, source_key ${from('migration_quarantine')}
        WHERE resolved_at IS NULL AND source_table <> ALL ($1)`
      for await (const [sourceTable, sourceKey] of read(select, [sourceTables])) {
        yield { sourceTable: sourceTable ?? '', sourceKey: sourceKey ?? '' }
      }
    },
    close: () => client.end(),
  }
}

function expression(name: string, kind: ColumnKind): string {
  return kind === 'time' ? `trunc(extract(epoch FROM t.${name}) * 1000000)::text` : `t.${name}::text`
}

function toJson(text: string | null, kind: ColumnKind): Json | undefined {
  if (text === null) return null
  if (kind === 'json') return parseJson(text)
  if (kind === 'boolean') return text === 'true'
  return kind === 'double' ? String(Number(text)) : text
}

const ROWS_A_FETCH = 200
let cursors = 0

async function* readCursor(
  client: pg.Client,
  select: string,
  parameters: readonly unknown[],
): AsyncGenerator<readonly (string | null)[]> {
  cursors += 1
  const cursor = `comparison_${cursors}`
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${select}`, [...parameters])
  for (;;) {
    const text = `FETCH ${ROWS_A_FETCH} FROM ${cursor}`
    const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array' })
    yield* rows
    if (rows.length < ROWS_A_FETCH) break
  }
  await client.query(`CLOSE ${cursor}`)
}
