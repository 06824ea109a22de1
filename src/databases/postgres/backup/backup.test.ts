import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePath } from '../../../../fixtures/v1/sample.ts'
import { fingerprintOf } from '../../../schema/catalog/catalog-fingerprint.ts'
import { readCatalog } from '../../../schema/catalog/read-catalog.ts'
import { withMigrationLock } from '../../../schema/migration-lock.ts'
import { quoteIdentifier } from '../../../schema/session.ts'
import { ask } from '../../providers/provider.leftovers.ts'
import { connectPostgres } from '../connect.ts'
import { codeOf } from '../explain-refusal.ts'
import {
  createHostileDatabase,
  describeSchema,
  places,
  raiseSample,
  hostileSchema as schema,
  type TestServer,
} from './backup.testing.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

for (const { name, kind, isThere, open } of places)
  describe.skipIf(!isThere)(`backup by ${name}`, () => {
    let server: TestServer
    let url: string
    let into: string
    let contents: string
    let directory: string

    beforeAll(async () => {
      into = await mkdtemp(join(tmpdir(), 'betty-backup-'))
      server = await open()
      url = await createHostileDatabase(server)
      await raiseSample(url, schema, samplePath)
      contents = await describeSchema(url, schema)
      directory = (await writeBackup({ url, schema, into })).directory
    })
    afterAll(async () => {
      await server?.close()
      await rm(into, { recursive: true })
    })

    const at = (table: string) => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`
    const lendUrl = async () => (await server.lend()).url
    const restore = (to: string, from = directory, overwrite = false) =>
      restoreBackup({ url: to, from, overwrite })

    test('brings back every row, key, index, sequence and comment', async () => {
      const target = await createHostileDatabase(server)
      const { manifest, notGranted } = await restore(target)
      expect(manifest.tool.kind).toBe(kind)
      expect(notGranted).toEqual([])
      expect(await describeSchema(target, schema)).toBe(contents)
      const session = await connectPostgres(target, schema)
      expect(fingerprintOf(await readCatalog(session))).toBe(manifest.fingerprint)
      await session.close()
      const of = (table: string) => manifest.tables.find((entry) => entry.name === table)?.rows
      expect([of('no columns'), of('no rows'), of('odd "t"')]).toEqual([3, 0, 11])
      expect(manifest.sequences.find((entry) => entry.name === 'never called')).toEqual({
        name: 'never called',
        lastValue: '50',
        isCalled: false,
      })
    })

    test('is readable by nobody else', async () => {
      const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
      const entries = await readdir(directory, { recursive: true, withFileTypes: true })
      expect(await mode(directory)).toBe('700')
      expect(entries.length).toBeGreaterThan(1)
      for (const entry of entries)
        expect(await mode(join(entry.parentPath, entry.name))).toBe(entry.isDirectory() ? '700' : '600')
    })

    test('has a name that is safe, and one of its own within the same second', async () => {
      const both = await Promise.all([writeBackup({ url, schema, into }), writeBackup({ url, schema, into })])
      const names = both.map((made) => made.directory.slice(into.length))
      expect(new Set(names).size).toBe(2)
      for (const made of names) expect(made).toMatch(/^\/[\w-]+-\d{8}T\d{6}Z(-2)?$/)
      await Promise.all(both.map((made) => rm(made.directory, { recursive: true })))
    })

    test('refuses what is not empty, and replaces it when told', async () => {
      const target = await lendUrl()
      await restore(target)
      await ask(target, `UPDATE ${at('users')} SET username = username || '!'`)
      await ask(target, `CREATE TABLE ${at('another')} AS SELECT 1 AS one`)
      await ask(target, `CREATE VIEW ${at('a view')} AS SELECT username FROM ${at('users')}`)
      await ask(target, `CREATE TYPE ${at('mood')} AS ENUM ('good')`)
      await ask(target, `CREATE FUNCTION ${at('f;"')}(${at('mood')}) RETURNS int LANGUAGE sql AS 'SELECT 1'`)
      const before = await describeSchema(target, schema)
      await expect(restore(target)).rejects.toMatchObject({
        code: 'target_not_empty',
        message: expect.stringMatching(/17 tables with \d+ rows/),
        next: expect.stringContaining('--overwrite'),
      })
      expect(await describeSchema(target, schema)).toBe(before)
      await restore(target, directory, true)
      expect(await describeSchema(target, schema)).toBe(contents)
    })

    test('what extensions have brought into the schema is neither in the way nor dropped', async () => {
      const extend = `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)};
        CREATE EXTENSION pg_trgm SCHEMA ${quoteIdentifier(schema)}`
      const source = await lendUrl()
      await restore(source)
      await ask(source, extend)
      const { directory: made } = await writeBackup({ url: source, schema, into })
      await restore(source, made, true)
      const similar = `SELECT ${quoteIdentifier(schema)}.similarity('a', 'a') AS one`
      expect(await ask(source, similar)).toEqual([{ one: 1 }])
      const target = await lendUrl()
      await ask(target, extend)
      await restore(target, made)
      await restore(await lendUrl(), made)
      await rm(made, { recursive: true })
    })

    test('drops nothing outside the schema', async () => {
      const target = await lendUrl()
      await restore(target)
      await ask(target, `CREATE VIEW public.people AS SELECT username FROM ${at('users')}`)
      await expect(restore(target, directory, true)).rejects.toMatchObject({
        code: 'target_not_empty',
        message: expect.stringContaining('view public.people'),
      })
      expect(await ask(target, 'SELECT FROM public.people')).not.toEqual([])
      expect(await describeSchema(target, schema)).toBe(contents)
    })

    test('a writer is not disturbed, and not in it', async () => {
      const source = await lendUrl()
      await restore(source)
      const writer = await connectPostgres(source, schema)
      let isOver = false
      let written = 0
      const writing = (async () => {
        while (!isOver) {
          await writer.query(`INSERT INTO users (username) VALUES ('new ${written}')`)
          written += 1
        }
      })()
      const backup = await writeBackup({ url: source, schema, into })
      isOver = true
      await writing
      await writer.close()
      expect(written).toBeGreaterThan(0)
      const target = await lendUrl()
      await restore(target, backup.directory)
      const [there] = await ask(target, `SELECT count(*)::int AS count FROM ${at('users')}`)
      expect(there).toEqual({ count: backup.manifest.tables.find((table) => table.name === 'users')?.rows })
      await ask(target, `INSERT INTO ${at('users')} (username) VALUES ('after')`)
      await rm(backup.directory, { recursive: true })
    })

    test('a role that owns nothing but its schema', async () => {
      const { url: source, name: database } = await server.lend()
      const role = `owner ${database}`
      await ask(source, `CREATE ROLE ${quoteIdentifier(role)} LOGIN PASSWORD 'p@ss/word'`)
      await ask(source, `CREATE SCHEMA ${quoteIdentifier(schema)} AUTHORIZATION ${quoteIdentifier(role)}`)
      const own = new URL(source)
      own.username = encodeURIComponent(role)
      own.password = encodeURIComponent('p@ss/word')
      await restore(own.href)
      await restore(own.href, directory, true)
      expect(await describeSchema(own.href, schema)).toBe(contents)
      const { directory: second, manifest } = await writeBackup({ url: own.href, schema, into })
      expect(manifest.tool.kind).toBe(kind)
      await ask(source, `DROP SCHEMA ${quoteIdentifier(schema)} CASCADE`)
      await expect(restore(own.href, second)).rejects.toMatchObject({ code: 'privilege_missing' })
      await rm(second, { recursive: true })
      await ask(source, `CREATE SCHEMA ${quoteIdentifier(schema)}; CREATE TABLE ${at('closed')} ()`)
      await expect(writeBackup({ url: own.href, schema, into })).rejects.toMatchObject({
        code: 'privilege_missing',
      })
      expect(await readdir(into)).toEqual([directory.slice(into.length + 1)])
    })

    test('grants of roles that are here, and names the others', async () => {
      const { url: source, name: database } = await server.lend()
      await restore(source)
      const [reader, stranger] = [`reader ${database}`, `stranger ${database}`].map(quoteIdentifier)
      await ask(source, `CREATE ROLE ${reader}; CREATE ROLE ${stranger}`)
      await ask(
        source,
        `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${reader};
         GRANT SELECT ON ${at('users')} TO ${reader} WITH GRANT OPTION;
         GRANT SELECT (id) ON ${at('projects')} TO PUBLIC; GRANT UPDATE ON ${at('projects')} TO ${stranger}`,
      )
      const made = await writeBackup({ url: source, schema, into })
      await ask(source, `REVOKE ALL ON ${at('projects')} FROM ${stranger}; DROP ROLE ${stranger}`)
      const target = await lendUrl()
      const { notGranted } = await restore(target, made.directory)
      expect(notGranted).toEqual([`GRANT UPDATE ON TABLE projects TO ${stranger}`])
      const may = await ask(
        target,
        `SELECT has_schema_privilege($1, $2, 'USAGE') AS a, has_table_privilege($1, $3, 'SELECT WITH GRANT OPTION') AS b,
           has_table_privilege($1, $3, 'UPDATE') AS c, has_column_privilege($1, $4, 'id', 'SELECT') AS d`,
        [`reader ${database}`, schema, at('users'), at('projects')],
      )
      expect(may).toEqual([{ a: true, b: true, c: false, d: true }])
      await rm(made.directory, { recursive: true })
    })

    test('what only pg_dump can bring back', async () => {
      const source = await lendUrl()
      await restore(source)
      await ask(
        source,
        `SET search_path TO ${quoteIdentifier(schema)};
         CREATE VIEW "the view" AS SELECT username FROM users;
         CREATE FUNCTION "touch"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
         CREATE TRIGGER "the trigger" BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION "touch"();
         CREATE TABLE parts (id int GENERATED ALWAYS AS IDENTITY) PARTITION BY RANGE (id);
         CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10); INSERT INTO parts DEFAULT VALUES`,
      )
      const backup = writeBackup({ url: source, schema, into })
      if (kind === 'snapshot') {
        const names = ['the view', 'touch()', 'the trigger', 'parts', 'part ', 'identity column parts.id']
        for (const strange of names)
          await expect(backup).rejects.toMatchObject({
            code: 'backup_failed',
            message: expect.stringContaining(strange),
            next: expect.stringContaining('postgresql-client-'),
          })
        return
      }
      const { directory: made } = await backup
      const target = await lendUrl()
      await restore(target, made)
      expect(await describeSchema(target, schema)).toBe(await describeSchema(source, schema))
      await rm(made, { recursive: true })
    })

    describe('a backup that is not as it was written', () => {
      const refuse = async (damage: (copy: string) => Promise<void>, message: string) => {
        const target = await lendUrl()
        const { directory: copy } = await writeBackup({ url, schema, into })
        await damage(copy)
        await expect(restore(target, copy)).rejects.toMatchObject({
          code: 'backup_damaged',
          message: expect.stringContaining(message),
        })
        expect(await ask(target, 'SELECT FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([])
        await rm(copy, { recursive: true })
      }
      const data = kind === 'snapshot' ? 'rows/0002.copy.gz' : 'schema.dump'

      test('cut short', () => refuse((copy) => rm(join(copy, 'manifest.json')), 'cut short'))
      test('cut short while its manifest was written', () =>
        refuse(async (copy) => {
          await rm(join(copy, 'manifest.json'))
          await writeFile(join(copy, 'manifest.json.part'), '{')
        }, 'cut short'))
      test('a file that is gone', () =>
        refuse((copy) => rm(join(copy, data)), `${data} of the backup is missing`))
      test('a file that ends early', () =>
        refuse((copy) => truncate(join(copy, data), 10), 'has 10 bytes instead of'))
      for (const file of [data, 'manifest.json'])
        test(`another bit in ${file}`, () =>
          refuse(async (copy) => {
            const bytes = await readFile(join(copy, file))
            const place = bytes.lastIndexOf(file === data ? (bytes.at(-9) ?? 0) : '"rows": 3') + 8
            bytes.writeUInt8(
              bytes.readUInt8(file === data ? place - 8 : place) ^ 1,
              file === data ? place - 8 : place,
            )
            await writeFile(join(copy, file), bytes)
          }, 'was changed after it was written'))
      test('a version that is not known', () =>
        refuse(async (copy) => {
          const text = await readFile(join(copy, 'manifest.json'), 'utf8')
          await writeFile(join(copy, 'manifest.json'), text.replace('"version": 1,', '"version": 2,'))
        }, 'format version 2'))
    })

    test('a restore that fails at its end changes nothing', async () => {
      const target = await lendUrl()
      await restore(target)
      await ask(target, `INSERT INTO ${at('users')} (username) VALUES ('mine')`)
      const before = await describeSchema(target, schema)
      await ask(
        target,
        `CREATE FUNCTION public.meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
           IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE '%users_email_key%') THEN
             EXECUTE format('ALTER TABLE %I.users ADD COLUMN meddled int', $s$${schema}$s$); END IF; END $$;
         CREATE EVENT TRIGGER meddling ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.meddle()`,
      )
      await expect(restore(target, directory, true)).rejects.toMatchObject({
        code: 'backup_failed',
        message: expect.stringContaining('column users.meddled is there as well'),
      })
      expect(await describeSchema(target, schema)).toBe(before)
    })

    test('killed in the middle of a restore, nothing is changed', async () => {
      const target = await lendUrl()
      await restore(target)
      await ask(target, `INSERT INTO ${at('users')} (username) VALUES ('mine')`)
      const before = await describeSchema(target, schema)
      const script = `
        import { restoreBackup } from ${JSON.stringify(new URL('./restore-backup.ts', import.meta.url).href)}
        await restoreBackup({ ...JSON.parse(process.argv[1]), onProgress: (name) => {
          if (name !== 'checking users') return
          process.stdout.write('now\\n')
          process.kill(process.pid, 'SIGKILL')
        } })`
      const request = JSON.stringify({ url: target, from: directory, overwrite: true })
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, request])
      const [[told], [, signal]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')])
      expect([String(told), signal]).toEqual(['now\n', 'SIGKILL'])
      expect(await describeSchema(target, schema)).toBe(before)
      await restore(target, directory, true)
      expect(await describeSchema(target, schema)).toBe(contents)
    })

    test('an expression that the server writes in another way once it has read its own', async () => {
      const source = await lendUrl()
      await ask(
        source,
        `CREATE SCHEMA ${quoteIdentifier(schema)};
         CREATE TABLE ${at('kinds')} (kind varchar(9) DEFAULT 'a' CHECK (kind IN ('a', 'b')))`,
      )
      const check = () =>
        ask(
          target,
          `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c' AND connamespace > 16000`,
        )
      const { directory: made, manifest } = await writeBackup({ url: source, schema, into })
      const target = await lendUrl()
      await restore(target, made)
      const expected = manifest.catalog.find((object) => object.kind === 'constraint')?.definition
      expect((await check())[0]).not.toEqual({ text: expected })
      await expect(ask(target, `INSERT INTO ${at('kinds')} VALUES ('c')`)).rejects.toThrow('kinds_kind_check')
      await rm(made, { recursive: true })
    })

    test('a migrator at work keeps a restore waiting', async () => {
      const target = await lendUrl()
      const session = await connectPostgres(target)
      await withMigrationLock(session, { schema, lockTimeout: 0 }, async () => {
        const request = { url: target, from: directory, overwrite: false, lockTimeout: 0 }
        await expect(restoreBackup(request)).rejects.toMatchObject({ code: 'busy' })
      })
      await session.close()
      await restore(target)
    })

    test('a table that somebody alters keeps a backup waiting', async () => {
      const session = await connectPostgres(url)
      await session.query('BEGIN')
      await session.query(`LOCK TABLE ${at('users')}`)
      await expect(writeBackup({ url, schema, into, lockTimeout: 50 })).rejects.toMatchObject({
        code: 'busy',
      })
      await session.close()
    })

    test('no table is altered while a backup is made', async () => {
      const session = await connectPostgres(url)
      await session.query("SET lock_timeout TO '1ms'")
      const altering: Promise<unknown>[] = []
      const onProgress = (what: string) => {
        // webhooks are read last
        if (what === 'checking users')
          altering.push(session.query(`ALTER TABLE ${at('webhooks')} ADD COLUMN late int`).catch(codeOf))
      }
      const made = await writeBackup({ url, schema, into, onProgress })
      expect(await Promise.all(altering)).toEqual(['55P03'])
      await session.close()
      await rm(made.directory, { recursive: true })
    })

    test('names that lead nowhere', async () => {
      await expect(writeBackup({ url, schema: 'nowhere', into })).rejects.toMatchObject({
        code: 'bad_setting',
      })
      await expect(
        restoreBackup({ url, schema: 'another', from: directory, overwrite: true }),
      ).rejects.toMatchObject({ code: 'bad_setting', message: expect.stringContaining('"another"') })
      const file = join(directory, 'manifest.json')
      await expect(writeBackup({ url, schema, into: file })).rejects.toMatchObject({
        code: 'backup_failed',
        message: expect.stringContaining(file),
      })
      await expect(restore(url, join(into, 'nowhere'))).rejects.toMatchObject({ code: 'bad_setting' })
    })

    test('the one backup of a directory, or a list of them, the newest last', async () => {
      const target = await lendUrl()
      await restore(target, into)
      expect(await describeSchema(target, schema)).toBe(contents)
      const { directory: second } = await writeBackup({ url, schema, into })
      const { directory: third } = await writeBackup({ url, schema, into })
      await rm(join(second, 'manifest.json'))
      await expect(restore(target, into)).rejects.toMatchObject({
        code: 'bad_setting',
        message: expect.stringMatching(
          new RegExp(`^There are 3 backups in .*:\n  ${directory}\n  ${second} \\(cut short\\)\n  ${third}$`),
        ),
      })
      await Promise.all([second, third].map((made) => rm(made, { recursive: true })))
    })
  })

describe.skipIf(places[1]?.isThere === false)('from one server to another', () => {
  let older: TestServer
  let newer: TestServer
  let into: string
  let source: string

  beforeAll(async () => {
    into = await mkdtemp(join(tmpdir(), 'betty-backup-'))
    const [snapshot, dump] = places
    if (snapshot === undefined || dump === undefined) throw new Error('two places')
    newer = await snapshot.open()
    older = await dump.open()
    source = (await older.lend()).url
    await raiseSample(source, schema, samplePath)
  })
  afterAll(async () => {
    await newer?.close()
    await older?.close()
    await rm(into, { recursive: true })
  })

  test('a snapshot of our own goes to a newer server, and not to an older one', async () => {
    const { directory, manifest } = await writeBackup({ url: source, schema, into, tool: 'snapshot' })
    expect(manifest.tool).toEqual({ kind: 'snapshot' })
    const { url } = await newer.lend()
    await restoreBackup({ url, from: directory, overwrite: false })
    const back = await writeBackup({ url, schema, into })
    expect(back.manifest.tables.map(({ file: _, ...table }) => table)).toEqual(
      manifest.tables.map(({ file: _, ...table }) => table),
    )
    await expect(restoreBackup({ url: source, from: back.directory, overwrite: true })).rejects.toMatchObject(
      { code: 'bad_setting', message: expect.stringContaining('older: 15.') },
    )
  })

  test('a dump asks for the programs that would restore it', async () => {
    const { directory } = await writeBackup({ url: source, schema, into, tool: 'pg_dump' })
    const { url } = await newer.lend()
    await expect(restoreBackup({ url, from: directory, overwrite: false })).rejects.toMatchObject({
      code: 'backup_failed',
      next: expect.stringContaining('postgresql-client-18'),
    })
  })

  test('pg_dump is not replaced where it was asked for', async () => {
    const { url } = await newer.lend()
    await expect(writeBackup({ url, schema: 'public', into, tool: 'pg_dump' })).rejects.toMatchObject({
      code: 'backup_failed',
      next: expect.stringContaining('postgresql-client-18'),
    })
  })
})
