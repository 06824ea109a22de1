import type { SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { columns, indexed, keys } from './v2-contract.ts'

/** Columns, keys and indexes of the catalog against v2.md; more than it asks for is not blamed. */
export async function compareWithContract(judge: Judge, session: SqlSession): Promise<void> {
  await session.query('SET quote_all_identifiers TO off')
  for (const [table, expected] of Object.entries(columns)) {
    const found = await columnsOf(session, table)
    for (const [name, type] of Object.entries(expected)) {
      judge.looked(1, 'columns')
      const actual = found.get(name) ?? 'missing'
      if (actual !== type)
        judge.finding({ code: 'schema_differs', place: `${table}.${name}`, expected: type, actual })
    }
  }
  for (const [table, expected] of Object.entries(keys)) {
    expectAll(
      judge,
      table,
      expected,
      await definitionsOf(session, keysSql, table),
      (definition, key) => definition === key,
    )
  }
  for (const [table, expected] of Object.entries(indexed)) {
    const found = await definitionsOf(session, indexesSql, table)
    expectAll(judge, table, expected, found, (definition, start) => definition.startsWith(start))
  }
}

function expectAll(
  judge: Judge,
  table: string,
  expected: readonly string[],
  found: readonly string[],
  fits: (definition: string, expected: string) => boolean,
): void {
  for (const one of expected) {
    judge.looked(1, 'keys and indexes')
    if (!found.some((definition) => fits(definition, one))) {
      judge.finding({
        code: 'schema_missing',
        place: table,
        expected: one,
        actual: found.join('; ') || 'none',
      })
    }
  }
}

async function columnsOf(session: SqlSession, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(
    `SELECT column_name, data_type || CASE is_nullable WHEN 'NO' THEN '!' ELSE '' END AS type
     FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1`,
    [table],
  )
  return new Map(rows.map((row) => [String(row.column_name), String(row.type)]))
}

const keysSql = `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = to_regclass($1) AND contype IN ('p', 'u', 'f') AND convalidated`

/** What stands between the outer parentheses of the index. */
const indexesSql = `SELECT pg_get_indexdef(indexrelid, 1, true) AS definition FROM pg_index
  WHERE indrelid = to_regclass($1) AND indisvalid`

async function definitionsOf(session: SqlSession, sql: string, table: string): Promise<readonly string[]> {
  const rows = await session.query(sql, [table])
  return rows.map((row) => String(row.definition))
}
