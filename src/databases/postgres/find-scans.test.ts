import { beforeAll, expect, test } from 'vitest'
import { createEmbeddedProvider } from '../providers/embedded.ts'
import { connectPostgres, type PostgresSession } from './connect.ts'
import { findScans } from './find-scans.ts'

const scans = (sql: string, values: readonly unknown[] = []) => findScans(session, { sql, values })

let session: PostgresSession

beforeAll(async () => {
  const server = await createEmbeddedProvider().open()
  session = await connectPostgres((await server.lend()).url)
  await session.query('CREATE TABLE things (id int PRIMARY KEY, name text, kind text)')
  await session.query('CREATE TABLE others (thing int)')
  await session.query("INSERT INTO things SELECT n, n::text, 'x' FROM generate_series(1, 300) n")
  await session.query('CREATE INDEX ON things (name)')
  await session.query('ANALYZE')
  return async () => {
    await session.close()
    await server.close()
  }
})

test('a small table with an index that serves the query is no scan', async () => {
  expect(await scans('SELECT * FROM things WHERE id = $1', [7])).toEqual([])
  expect(await scans('SELECT * FROM things WHERE name = $1 LIMIT 1', ['x'])).toEqual([])
})

test('a table that has to be read as a whole is named with its rows, also inside of a join', async () => {
  expect(await scans(`SELECT * FROM things WHERE kind = 'x'`)).toEqual([{ table: 'things', rows: 300 }])
  expect(await scans('SELECT * FROM others o JOIN things t ON t.id = o.thing')).toEqual([
    { table: 'others', rows: 0 },
  ])
})

test('nothing is executed or left behind', async () => {
  await expect(scans('DELETE FROM things WHERE id = 1 RETURNING *')).resolves.toEqual([])
  expect(await session.query('SELECT count(*) AS n FROM things')).toEqual([{ n: '300' }])
  expect(await session.query('SHOW enable_seqscan')).toEqual([{ enable_seqscan: 'on' }])
})
