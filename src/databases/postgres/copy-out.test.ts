import { beforeAll, expect, test } from 'vitest'
import { createEmbeddedProvider } from '../providers/embedded.ts'
import { connectPostgres, type PostgresSession } from './connect.ts'
import { copyOut } from './copy-out.ts'
import { readSnapshot } from './read-snapshot.ts'

let session: PostgresSession
let other: PostgresSession

beforeAll(async () => {
  const server = await createEmbeddedProvider().open()
  const { url } = await server.lend()
  session = await connectPostgres(url)
  other = await connectPostgres(url)
  await session.query('CREATE TABLE things (a int)')
  return async () => {
    await Promise.all([session.close(), other.close()])
    await server.close()
  }
})

const collect = async (query: string) => {
  const rows: (readonly (string | null)[])[] = []
  for await (const row of copyOut(session, query)) rows.push(row)
  return rows
}

test('what others write meanwhile is not seen, and nothing can be written', async () => {
  await readSnapshot(session, async () => {
    expect(await collect('SELECT count(*) FROM things')).toEqual([['0']])
    await other.query('INSERT INTO things VALUES (1)')
    expect(await collect('SELECT count(*) FROM things')).toEqual([['0']])
    await expect(session.query('INSERT INTO things VALUES (2)')).rejects.toThrow(/read-only/)
  })
  expect(await collect('SELECT a FROM things')).toEqual([['1']])
})

test('every character comes as it is, and NULL is told from text that looks like it', async () => {
  const texts = ['', '\\N', '\\', 'a\tb\nc\rd\b\f\v', '\\n', '\u{1F600}\uFFFD', 'x'.repeat(300_000), '\\.']
  await other.query('CREATE TABLE texts (place int, text text)')
  for (const [place, text] of [...texts, null].entries())
    await other.query('INSERT INTO texts VALUES ($1, $2)', [place, text])
  expect(await collect('SELECT text, place FROM texts ORDER BY place')).toEqual(
    [...texts, null].map((text, place) => [text, String(place)]),
  )
})

test('who stops early, and whose query fails, can go on with the session', async () => {
  for await (const [first] of copyOut(session, 'SELECT * FROM generate_series(1, 100000)')) {
    expect(first).toBe('1')
    break
  }
  await expect(collect('SELECT 1 / (500 - n) FROM generate_series(1, 1000) n')).rejects.toThrow(
    /division by zero/,
  )
  await expect(collect('SELECT nothing')).rejects.toThrow(/nothing/)
  expect(await collect("VALUES (1, 'a'), (2, NULL)")).toEqual([
    ['1', 'a'],
    ['2', null],
  ])
})
