import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectPostgres, type PostgresSession } from '../../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../../databases/providers/embedded.ts'
import type { PostgresServer } from '../../databases/providers/provider.ts'
import { parseJson } from '../oracle/json.ts'
import { copyRows, type RowBytes } from './copied-rows.ts'
import { jsonbText } from './jsonb-text.ts'
import { RowEncoder } from './row-encoder.ts'

let server: PostgresServer
let session: PostgresSession
beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  session = await connectPostgres((await server.lend()).url)
})
afterAll(async () => {
  await session.close()
  await server.close()
})

async function copy(select: string): Promise<RowBytes[]> {
  const rows: RowBytes[] = []
  for await (const batch of copyRows(session.client, select))
    rows.push(...batch.map((row) => Buffer.from(row)))
  return rows
}

test.each([
  '{"b":1,"a":{"list":[1,"two",null,true,[]],"":{}},"longer":-0.50,"ä":1e3,"zz":"x","é":2}',
  '"quote \\" back \\\\ slash \\/ \\b\\f\\n\\r\\t \\u0001 \\u007f é 𠮷 \\u2028"',
  '[9007199254740993, 1.10, -0, -0.0, 1E-3, 123456789012345678901234567890]',
  '{"__proto__":{"x":1},"constructor":2}',
])('jsonb is written as the server writes it: %s', async (text) => {
  const [row] = await session.query('SELECT $1::jsonb::text AS written', [text])
  expect(jsonbText(parseJson(text) ?? null)).toBe(row?.written)
})

const columns = [
  ['title', 'text'],
  ['metadata', 'json'],
  ['is_active', 'boolean'],
  ['strength', 'double'],
  ['created_at', 'time'],
  ['email', 'text'],
] as const

const row = {
  title: `é${'x'.repeat(100)}`,
  metadata: parseJson('{"bb":[1.50],"a":"\\n"}') ?? null,
  is_active: true,
  strength: '0.1',
  created_at: '1709285400000001',
  email: null,
}

/** 1709285400 is 2024-03-01T09:30:00Z. */
const select = (title: string) =>
  `SELECT 7::int8, ${title}, '{"a": "\\n", "bb": [1.50]}'::jsonb::text, true, 0.1::float8, '2024-03-01T09:30:00.000001Z'::timestamptz, NULL::text`

test('a row is exactly what COPY sends, and another one is not', async () => {
  const encoder = new RowEncoder(columns)
  const [same, other] = await copy(
    `${select("'é' || repeat('x', 100)")} UNION ALL ${select("'é' || repeat('x', 99) || 'X'")}`,
  )
  expect(encoder.isExactly(same as RowBytes, 7n, row)).toBe(true)
  expect(encoder.isExactly(same as RowBytes, 8n, row)).toBe(false)
  expect(encoder.isExactly(other as RowBytes, 7n, row)).toBe(false)
  expect(encoder.isExactly(same as RowBytes, 7n, { ...row, email: '' })).toBe(false)
})

test('rows much larger than a network buffer, beside small ones', async () => {
  const rows = await copy(
    `SELECT n::int8, repeat('ä', CASE WHEN n % 100 = 50 THEN 2000000 ELSE n::int END) FROM generate_series(1, 300) n`,
  )
  expect(rows.map((each) => each.length)).toEqual(
    Array.from({ length: 300 }, (_, at) => 2 + 12 + 4 + 2 * ((at + 1) % 100 === 50 ? 2_000_000 : at + 1)),
  )
  const large = { title: 'ä'.repeat(2_000_000) }
  expect(new RowEncoder([['title', 'text']]).isExactly(rows[49] as RowBytes, 50n, large)).toBe(true)
})
