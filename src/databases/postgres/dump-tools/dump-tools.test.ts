import { PassThrough, Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteIdentifier } from '../../../schema/session.ts'
import { createContainerProvider } from '../../providers/container.ts'
import { doesEngineAnswer } from '../../providers/container-engine.ts'
import { until } from '../../providers/keeper/until.ts'
import { ask } from '../../providers/provider.leftovers.ts'
import type { PostgresServer } from '../../providers/provider.ts'
import { debianPrograms, openBareServer } from './bare-server.testing.ts'
import { readConnection } from './connection-variables.ts'
import { findContainerTools } from './container-tools.ts'
import { dumpSchema } from './dump-schema.ts'
import { describeDatabase, dumpNow, withSnapshot } from './dump-tools.testing.ts'
import type { DumpTools } from './dump-tools.ts'
import { findDumpTools } from './find-dump-tools.ts'
import { readOutput } from './read-output.ts'

const places = [
  {
    name: 'on this machine',
    isThere: debianPrograms !== undefined,
    open: openBareServer,
    find: findDumpTools,
    shown: /^\/.*bin$/,
  },
  {
    name: 'in a container',
    isThere: await doesEngineAnswer(),
    open: () => createContainerProvider(process.env.BETTY_POSTGRES_IMAGE).open(),
    find: (url: string, major: number) => findContainerTools(url, readConnection(url), major),
    shown: /^container [0-9a-f]{12} \(.*postgres.*\)$/,
  },
]

const hostile = 'We ird.*$?\\"x'
const quoted = quoteIdentifier(hostile)

for (const { name, isThere, open, find, shown } of places)
  describe.skipIf(!isThere)(`dump tools ${name}`, () => {
    let server: Pick<PostgresServer, 'version' | 'lend' | 'close'>
    let major: number

    beforeAll(async () => {
      server = await open()
      major = Number.parseInt(server.version, 10)
      await ask((await server.lend()).url, 'CREATE ROLE reader')
    })
    afterAll(() => server?.close())

    /** A database with these statements run, and the tools for it. */
    const prepare = async (...statements: string[]): Promise<{ url: string; tools: DumpTools }> => {
      const { url } = await server.lend()
      for (const sql of statements) await ask(url, sql)
      return { url, tools: await need(url) }
    }
    const need = async (url: string): Promise<DumpTools> => {
      const tools = await find(url, major)
      if (tools === undefined) throw new Error('no tools')
      return tools
    }

    /** An index that needs a function outside the schema comes last in the dump. */
    const prepareSmall = () =>
      prepare(
        'CREATE FUNCTION public.twice(i int) RETURNS int IMMUTABLE LANGUAGE sql AS $$ SELECT i * 2 $$',
        'CREATE SCHEMA s',
        'CREATE TABLE s.t (id int PRIMARY KEY, text text)',
        `INSERT INTO s.t SELECT i, 'row ' || i FROM generate_series(1, 1000) i`,
        'CREATE INDEX z ON s.t (public.twice(id))',
      )
    test('are found in the version of the server, and in no other', async () => {
      const { url } = await server.lend()
      const tools = await find(url, major)
      expect(tools?.version).toBe(server.version)
      expect(tools?.place).toMatch(shown)
      expect(await find(url, major + 1)).toBeUndefined()
    })

    test('carry 8 MB of random bytes there and back', async () => {
      const { url, tools } = await prepare(
        `CREATE SCHEMA ${quoted}`,
        `CREATE TABLE ${quoted}.t AS SELECT i, string_agg(uuid_send(gen_random_uuid()), '') AS bytes
           FROM generate_series(1, 1600) i, generate_series(1, 330) GROUP BY i`,
      )
      const before = await describeDatabase(url)
      const dump = await dumpNow(tools, url, hostile)
      expect(dump.length).toBeGreaterThan(8_000_000)
      await ask(url, `DROP SCHEMA ${quoted} CASCADE`)
      const script = new PassThrough()
      await Promise.all([
        tools.run('pg_restore', ['--file=-'], { input: Readable.from([dump]), output: script }),
        tools.run('psql', ['--no-psqlrc', '--quiet', '--file=-'], {
          input: script,
          output: new PassThrough().resume(),
        }),
      ])
      expect(await describeDatabase(url)).toEqual(before)
    })

    test('end the dump when its output is full', async () => {
      const { url, tools } = await prepareSmall()
      await ask(url, `INSERT INTO s.t SELECT i, gen_random_uuid() FROM generate_series(1001, 300000) i`)
      const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      const output = new Writable({ write: (_chunk, _encoding, next) => next(full) })
      const dumping = withSnapshot(url, (snapshot) => dumpSchema(tools, { schema: 's', snapshot, output }))
      await expect(dumping).rejects.toBe(full)
      const isGone = async () =>
        (await ask(url, `SELECT 1 FROM pg_stat_activity WHERE application_name = 'pg_dump'`)).length === 0
      expect(await until(isGone, 10_000)).toBe(true)
    })

    test.each([0, 20, 100, 300])(
      'end when nobody wants the output after %i ms, whatever the input does',
      async (pause) => {
        const { tools } = await prepare()
        const [input, output] = [new Readable({ read: () => undefined }), new PassThrough()]
        setTimeout(() => output.destroy(), pause)
        await expect(tools.run('pg_restore', ['--file=-'], { input, output })).rejects.toThrow(/close/)
        expect(input.destroyed).toBe(true)
      },
    )

    test('end a statement of psql when told to', async () => {
      const { url, tools } = await prepare()
      const stopping = new AbortController()
      const isAsleep = async () =>
        (await ask(url, `SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'`)).length === 1
      const sleeping = tools.run('psql', ['--command=SELECT pg_sleep(600)'], { signal: stopping.signal })
      const outcome = expect(sleeping).rejects.toThrow('enough')
      expect(await until(isAsleep, 10_000)).toBe(true)
      stopping.abort(new Error('enough'))
      await outcome
    })

    test('say why they failed, without row or password', async () => {
      const { url, tools } = await prepare('CREATE TABLE public.t (id int CHECK (id > 0), text text)')
      const { password } = new URL(url)
      const input = Readable.from([`INSERT INTO public.t VALUES (0, 'a secret of the row')`])
      const failing = tools.run('psql', ['--set=ON_ERROR_STOP=1', '--file=-'], { input })
      await expect(failing).rejects.toMatchObject({
        code: 'backup_failed',
        message: expect.stringMatching(/violates check constraint "t_id_check"$/),
      })
      const shown = await readOutput(tools.run, 'psql', ['--no-psqlrc', '--file=-'], {
        input: Readable.from(['\\! cat /proc/$PPID/cmdline']),
      })
      expect(shown).toContain('--no-psqlrc')
      expect(shown).not.toContain(password)
    })

    test('say that a password is wrong, without it', async () => {
      const { url } = await server.lend()
      const wrong = new URL(url)
      wrong.password = 'not-the-password'
      const trying = find(wrong.href, major).then((tools) => tools?.run('pg_dump', ['--schema-only', '-w']))
      const error = await trying.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(String(error)).toMatch(/password authentication failed|refused the login/)
      expect(`${error} ${JSON.stringify(error)}`).not.toContain('not-the-password')
    })
  })
