import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseProvider, type ProviderChoice } from './choose-provider.ts'
import { tagOfDatabase } from './lent-names.ts'
import { ask, nameOf, watchLeftovers } from './provider.leftovers.ts'
import type { LentDatabase, PostgresServer } from './provider.ts'

const clearingLimit = { timeout: 30_000, interval: 100 }

/** What every provider must do. `choice` is asked for inside the hooks, when what it needs is up. */
export const describeProvider = (
  name: 'container' | 'embedded' | 'external',
  choice: () => ProviderChoice,
): void => {
  describe(`provider ${name}`, () => {
    let server: PostgresServer
    const urlOf = (chosen: ProviderChoice) => ('url' in chosen ? chosen.url : undefined)
    const lendBoth = async (): Promise<[LentDatabase, LentDatabase]> => [
      await server.lend(),
      await server.lend(),
    ]

    beforeAll(async () => {
      server = await (await chooseProvider(choice())).open()
    })
    afterAll(() => server?.close())

    test('says what it is', () => {
      expect(server.provider).toBe(name)
      expect(server.version).toMatch(/^\d+(\.\d+)*$/)
      expect(Number.parseInt(server.version, 10)).toBeGreaterThanOrEqual(14)
    })

    test('lends an empty UTF-8 database', async () => {
      const database = await server.lend()
      const [facts] = await ask(
        database.url,
        `SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding,
           (SELECT count(*)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS relations
         FROM pg_database WHERE datname = current_database()`,
      )
      expect(facts).toEqual({ name: database.name, encoding: 'UTF8', relations: 0 })
      await database.giveBack()
    })

    test('lends databases that compare text in any script, and sort it by code point', async () => {
      const database = await server.lend()
      const [facts] = await ask(
        database.url,
        `SELECT lower('ÄÖЖ') AS lower, upper('éя') AS upper, 'Straße ЖУК' ILIKE '%жук' AS ilike,
           (SELECT string_agg(c, '' ORDER BY c) FROM unnest(ARRAY['b', 'ä', 'a', 'Z', '_']) AS c) AS sorted`,
      )
      expect(facts).toEqual({ lower: 'äöж', upper: 'ÉЯ', ilike: true, sorted: 'Z_abä' })
      await database.giveBack()
    })

    test('keeps two lent databases apart', async () => {
      const [one, other] = await lendBoth()
      await ask(one.url, 'CREATE TABLE item (id int)')
      expect(await ask(other.url, `SELECT to_regclass('item') AS item`)).toEqual([{ item: null }])
      await Promise.all([one.giveBack(), other.giveBack()])
    })

    test('lends copies with the rows of the template, independent of it', async () => {
      const template = await server.lend()
      await ask(template.url, `CREATE TABLE item (id int PRIMARY KEY, body text)`)
      await ask(template.url, `INSERT INTO item VALUES (1, 'Grüße'), (2, NULL)`)
      const [copy, other] = await Promise.all([server.lend({ template }), server.lend({ template })])
      await ask(copy.url, 'DELETE FROM item WHERE id = 1')
      const rows = (database: LentDatabase) => ask(database.url, 'SELECT id, body FROM item ORDER BY id')
      expect(await rows(copy)).toEqual([{ id: 2, body: null }])
      for (const whole of [other, template])
        expect(await rows(whole)).toEqual([
          { id: 1, body: 'Grüße' },
          { id: 2, body: null },
        ])
      await Promise.all([template, copy, other].map((database) => database.giveBack()))
    })

    test('says so when a template is still in use, or was given back', async () => {
      const template = await server.lend()
      const client = new pg.Client({ connectionString: template.url })
      await client.connect()
      await expect(server.lend({ template })).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringContaining(template.name),
      })
      await client.end()
      await template.giveBack()
      await expect(server.lend({ template })).rejects.toMatchObject({
        code: 'internal',
        message: expect.stringContaining(template.name),
      })
    })

    test('takes a database back while a client is connected, and twice', async () => {
      const database = await server.lend()
      const client = new pg.Client({ connectionString: database.url })
      client.on('error', () => undefined)
      const lost = new Promise<void>((resolve) => client.once('end', resolve))
      await client.connect()
      await database.giveBack()
      await lost
      await database.giveBack()
      await expect(ask(database.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' })
    })

    test('leaves nothing after close, which may be called twice', async () => {
      const chosen = choice()
      const own = await (await chooseProvider(chosen)).open()
      const lent = [await own.lend(), await own.lend()]
      const client = new pg.Client({ connectionString: lent[0]?.url })
      client.on('error', () => undefined)
      await client.connect()
      const leftovers = await watchLeftovers(
        name,
        lent.map(({ url }) => url),
        urlOf(chosen),
      )
      expect(await leftovers()).not.toEqual([])
      await Promise.all([own.close(), own.close()])
      await own.close()
      expect(await leftovers()).toEqual([])
      await lent[0]?.giveBack()
      await expect(own.lend()).rejects.toMatchObject({ code: 'internal' })
    })

    test('clears up at the next start after a keeper that was killed', async () => {
      const chosen = choice()
      const provider = await chooseProvider(chosen)
      const own = await provider.open()
      const { name: lent, url } = await own.lend()
      const leftovers = await watchLeftovers(name, [url], urlOf(chosen))
      expect(await leftovers()).not.toEqual([])
      const keeper = Number(tagOfDatabase(lent)?.split('_')[1])
      process.kill(keeper, 'SIGKILL')
      await expect(own.close()).rejects.toMatchObject({
        code: 'internal',
        message: expect.stringContaining('SIGKILL'),
      })
      const next = await provider.open()
      expect(await leftovers()).toEqual([])
      await next.close()
    })

    const ends = [
      { how: 'SIGKILL', signal: 'SIGKILL' },
      { how: 'Ctrl-C', signal: 'SIGINT' },
    ]
    // how a process ends makes no difference to the provider, and containers are slow
    test.each(name === 'container' ? ends.slice(0, 1) : ends)(
      'leaves nothing after $how of the process group that opened it',
      async ({ signal }) => {
        const chosen = choice()
        const script = fileURLToPath(new URL('./provider.opener.ts', import.meta.url))
        const opener = spawn(process.execPath, [script, JSON.stringify(chosen)], {
          detached: true, // a process group of its own, as a terminal gives it
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        const [line] = await once(createInterface(opener.stdout), 'line')
        const urls = JSON.parse(line) as string[]
        expect(urls.map(nameOf)).toHaveLength(2)
        const leftovers = await watchLeftovers(name, urls, urlOf(chosen))
        expect(await leftovers()).not.toEqual([])
        const ended = once(opener, 'exit')
        process.kill(-(opener.pid ?? 0), signal)
        await ended
        await expect.poll(leftovers, clearingLimit).toEqual([])
      },
    )
  })
}
