import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { betty } from '../betty/index.ts'
import { connectPostgres, type PostgresSession } from '../databases/postgres/connect.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { applySteps } from './apply-steps.ts'
import { fingerprintOf } from './catalog/catalog-fingerprint.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { orderSteps } from './order-steps.ts'
import { readPlan } from './read-plan.ts'
import { rollBackSteps } from './roll-back.ts'
import { quoteIdentifier } from './session.ts'
import type { Step } from './step.ts'
import { verifySchema } from './verify-schema.ts'

type Server = Pick<PostgresServer, 'lend' | 'close'>

const steps = orderSteps(betty.schema)

const make = (name: string, change: Partial<Step> = {}): Step => ({
  name,
  needs: [],
  phase: 'tables',
  description: '',
  version: '1',
  up: [`CREATE TABLE ${name} (a int)`],
  down: [`DROP TABLE ${name}`],
  verify: [`SELECT to_regclass('${name}') IS NOT NULL`],
  ...change,
})

/** What the migrator must do on every version of PostgreSQL. */
export const describeMigrator = (name: string, open: () => Promise<Server>): void => {
  describe(`schema migrator on ${name}`, () => {
    let server: Server
    let database: LentDatabase
    let session: PostgresSession
    const schema = `it's "v2"`

    beforeAll(async () => {
      server = await open()
    })
    afterAll(() => server?.close())
    beforeEach(async () => {
      database = await server.lend()
      session = await connectPostgres(database.url)
      return async () => {
        await session.close()
        await database.giveBack()
      }
    })

    const apply = (of: readonly Step[], change: Partial<Parameters<typeof applySteps>[1]> = {}) =>
      applySteps(session, { schema, steps: of, ...change })
    const rollBack = (to: string | undefined, change: Partial<Parameters<typeof rollBackSteps>[1]> = {}) =>
      rollBackSteps(session, { schema, steps, to, mayLoseRows: false, ...change })
    const fingerprint = async () => fingerprintOf(await readCatalog(session))
    const statesOf = async (of: readonly Step[]) =>
      (await readPlan(session, { schema, steps: of })).steps.map(({ step, state }) => `${step.name} ${state}`)
    const beside = async <T>(work: (other: PostgresSession) => Promise<T>): Promise<T> => {
      const other = await connectPostgres(database.url, schema)
      try {
        return await work(other)
      } finally {
        await other.close()
      }
    }

    test.each(['public', 'Mixed Case', `a"b'c;--`, '$1', '%I', 'select', 'ÄÖ📚', 'x'.repeat(63)])(
      'applies all to the schema %s once, as declared',
      async (hostile) => {
        const given = { schema: hostile, steps: betty.schema }
        expect(await applySteps(session, given)).toEqual(steps.map((step) => step.name))
        const before = await fingerprint()
        expect(await applySteps(session, given)).toEqual([])
        expect(await fingerprint()).toBe(before)
        expect((await verifySchema(session, given)).findings).toEqual([])
        const elsewhere = await session.query(
          `SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname NOT IN ($1, 'pg_catalog', 'information_schema', 'pg_toast')`,
          [hostile],
        )
        expect(elsewhere).toEqual([])
      },
    )

    test.each(['', 'pg_mine', 'x'.repeat(64), 'a\0b'])('refuses the schema name %j', async (hostile) => {
      await expect(apply(steps, { schema: hostile })).rejects.toMatchObject({ code: 'bad_setting' })
    })

    test('up, down and up again leaves every step the same', async () => {
      let before = ''
      for (const [position, step] of steps.entries()) {
        await apply(steps, { target: step.name })
        const after = await fingerprint()
        expect(after).not.toBe(before)
        if (position > 0) {
          expect(await rollBack(steps[position - 1]?.name)).toEqual([step.name])
          expect(await fingerprint()).toBe(before)
          await apply(steps, { target: step.name })
        }
        expect(await fingerprint()).toBe(after)
        before = after
      }
      await rollBack(undefined)
      expect(await readCatalog(session)).toEqual([])
    })

    test('down and up again leaves every step the same on a database with rows', async () => {
      await apply(steps)
      await fill(session)
      for (const [position, step] of [...steps.entries()].slice(1).reverse()) {
        const before = await fingerprint()
        const to = steps[position - 1]?.name
        expect(await rollBack(to, { mayLoseRows: true })).toEqual([step.name])
        const without = await fingerprint()
        expect(without).not.toBe(before)
        await apply(steps, { target: step.name })
        expect(await fingerprint()).toBe(before)
        await rollBack(to)
        expect(await fingerprint()).toBe(without)
      }
    })

    test('a step that fails leaves nothing but a note; those before it stay, and it goes on from there', async () => {
      const broken = make('b', { needs: ['a'], up: ['CREATE TABLE b (a int)', 'CREATE TABLE b (c int)'] })
      const failure = apply([make('a'), broken])
      await expect(failure).rejects.toMatchObject({
        code: 'step_failed',
        message: expect.stringContaining(
          'step "b": relation "b" already exists (in: CREATE TABLE b (c int))',
        ),
      })
      expect(await statesOf([make('a'), make('b')])).toEqual(['a applied', 'b failed'])
      expect(await session.query("SELECT to_regclass('b') AS b")).toEqual([{ b: null }])
      expect(await apply([make('a'), make('b', { needs: ['a'] })])).toEqual(['b'])
      expect(await statesOf([make('a'), make('b')])).toEqual(['a applied', 'b applied'])
    })

    test('a step whose own check does not hold is undone', async () => {
      const lie = make('a', { verify: ['SELECT false'] })
      await expect(apply([lie])).rejects.toMatchObject({ code: 'schema_not_applied' })
      expect(await session.query("SELECT to_regclass('a') AS a")).toEqual([{ a: null }])
    })

    test('a step that was edited after it was applied is refused before anything is changed', async () => {
      await apply([make('a')])
      const edited = make('a', { up: ['CREATE TABLE a (a bigint)'] })
      await expect(apply([edited, make('b')])).rejects.toMatchObject({
        code: 'schema_changed',
        message: expect.stringContaining(': a.'),
      })
      expect(await statesOf([edited, make('b')])).toEqual(['a changed', 'b pending'])
    })

    test('two at once: one applies, the other waits, is told for whom, and finds it done', async () => {
      const waits: string[] = []
      const onWait = (holder: string) => void waits.push(holder)
      const results = await beside((other) =>
        Promise.all([apply(steps, { onWait }), applySteps(other, { schema, steps, onWait })]),
      )
      expect(results.map((applied) => applied.length).sort()).toEqual([0, steps.length])
      expect(waits).toEqual([
        expect.stringMatching(
          new RegExp(
            `^betty-migrate, process ${process.pid} on \\S+ \\(role \\S+, server process \\d+, connected since`,
          ),
        ),
      ])
    })

    test('a migrator that does not want to wait is refused, with who holds the lock', async () => {
      const refusals: unknown[] = []
      await apply(steps, {
        beforeChange: () =>
          beside(async (other) => {
            refusals.push(await applySteps(other, { schema, steps, lockTimeout: 0 }).catch((error) => error))
            expect(
              await applySteps(other, { schema: 'another', steps: [make('a')], lockTimeout: 0 }),
            ).toEqual(['a'])
          }),
      })
      expect(refusals).toEqual([
        expect.objectContaining({
          code: 'busy',
          message: expect.stringContaining(`process ${process.pid} on`),
        }),
      ])
    })

    test('a table that somebody holds on to: the step is undone after the time given, and says who', async () => {
      await apply(steps, { phase: 'tables' })
      await beside(async (other) => {
        await other.query("SET application_name TO 'the nightly report'")
        await other.query('BEGIN; SELECT * FROM users')
        await expect(rollBack('create-users', { tableLockTimeout: 100 })).rejects.toMatchObject({
          code: 'busy',
          message: expect.stringContaining('the nightly report (role'),
        })
        await other.query('ROLLBACK')
      })
      expect(await rollBack('create-users', { tableLockTimeout: 100 })).not.toEqual([])
    })

    test('a statement that takes too long is undone', async () => {
      const slow = make('a', { up: ['CREATE TABLE a (a int)', 'SELECT pg_sleep(60)'] })
      await expect(apply([slow], { statementTimeout: 50 })).rejects.toMatchObject({
        code: 'busy',
        next: expect.stringContaining('--statement-timeout'),
      })
      expect(
        await session.query("SELECT to_regclass('a') AS a, current_setting('statement_timeout') AS t"),
      ).toEqual([{ a: null, t: '0' }])
    })

    describe('indexes of a table with rows', () => {
      const table = make('t')
      const index = make('i', {
        needs: ['t'],
        phase: 'indexes',
        up: [
          { name: 'i_plain', table: 't', on: '(a)' },
          { name: 'i_unique', table: 't', unique: true, on: '((a + 1))' },
        ],
        down: ['DROP INDEX i_plain', 'DROP INDEX i_unique'],
        verify: [],
      })
      const both = [table, index]
      const indexes = () =>
        session.query(
          `SELECT relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class ON oid = indexrelid
           WHERE indrelid = 't'::regclass ORDER BY relname`,
        )
      const built = [
        { name: 'i_plain', valid: 't' },
        { name: 'i_unique', valid: 't' },
      ]
      beforeEach(async () => {
        await apply([table])
        await session.query('INSERT INTO t VALUES (1), (2)')
      })

      test('are built in a step that is noted as begun first, and are as declared', async () => {
        expect(await apply(both, { concurrently: true })).toEqual(['i'])
        expect(await indexes()).toEqual(built)
        expect((await verifySchema(session, { schema, steps: both })).findings).toEqual([])
      })

      test('that a long transaction holds up are given up in time, and nothing invalid stays', async () => {
        await beside(async (other) => {
          await other.query('BEGIN; INSERT INTO t VALUES (3)')
          await expect(apply(both, { concurrently: true, tableLockTimeout: 200 })).rejects.toMatchObject({
            code: 'busy',
          })
          await other.query('COMMIT')
        })
        expect(await statesOf(both)).toEqual(['t applied', 'i failed'])
        expect(await apply(both, { concurrently: true })).toEqual(['i'])
        expect(await indexes()).toEqual(built)
      })

      test('that doubled rows forbid are refused with the key; nothing invalid stays', async () => {
        await session.query('INSERT INTO t VALUES (2)')
        await expect(apply(both, { concurrently: true })).rejects.toMatchObject({
          code: 'step_failed',
          next: expect.stringContaining('Key ((a + 1))=(3) is duplicated.'),
        })
        expect(await indexes()).toEqual([built[0]])
        await session.query('DELETE FROM t')
        expect(await apply(both, { concurrently: true })).toEqual(['i'])
        expect(await indexes()).toEqual(built)
      })

      test.each([true, false])(
        'whose build was cut off are found and built again (beside writers: %s)',
        async (concurrently) => {
          await beside(async (writer) => {
            await writer.query('BEGIN; INSERT INTO t VALUES (3)')
            const [me] = await session.query('SELECT pg_backend_pid() AS pid')
            const applying = apply(both, { concurrently: true }).catch((error: unknown) => error)
            await expect
              .poll(() =>
                writer.query('SELECT wait_event_type AS type FROM pg_stat_activity WHERE pid = $1', [
                  me?.pid,
                ]),
              )
              .toEqual([{ type: 'Lock' }])
            await writer.query('SELECT pg_terminate_backend($1)', [me?.pid])
            expect(await applying).toMatchObject({ code: 'postgres_lost' })
            await writer.query('COMMIT')
          })
          session = await connectPostgres(database.url, schema)
          expect(await indexes()).toEqual([{ name: 'i_plain', valid: 'f' }])
          expect(await statesOf(both)).toEqual(['t applied', 'i failed'])
          expect(await apply(both, { concurrently })).toEqual(['i'])
          expect(await indexes()).toEqual(built)
        },
      )
    })

    test('a rollback that would lose rows is refused with how many, until it may', async () => {
      await apply(steps)
      await fill(session)
      const before = await fingerprint()
      await expect(rollBack('create-users')).rejects.toMatchObject({
        code: 'rows_would_be_lost',
        message: expect.stringContaining('projects (1)'),
      })
      expect(await fingerprint()).toBe(before)
      expect(await rollBack('create-users', { mayLoseRows: true })).toContain('create-projects')
      expect(await session.query('SELECT username FROM users')).toEqual([{ username: 'ann' }])
    })

    test('from the count of its rows to the end of a rollback nobody writes to what goes', async () => {
      await apply(steps)
      const write = () =>
        beside(async (other) => {
          await other.query("SET lock_timeout TO '50ms'")
          await other.query("INSERT INTO batch_operations (operation_type) VALUES ('import')")
        })
      let refused: unknown
      await rollBack('create-users', {
        beforeChange: async () => {
          refused = await write().catch((error: unknown) => error)
        },
      })
      expect(refused).toMatchObject({ code: '55P03' })
    })

    test('a ledger that cannot be read is told', async () => {
      await apply([make('a')])
      await session.query("ALTER TABLE schema_migrations ALTER applied_at TYPE text USING 'soon'")
      await expect(apply([make('a')])).rejects.toMatchObject({ code: 'schema_changed' })
    })

    test('a rollback that something made by hand forbids is refused with its name', async () => {
      await apply(steps)
      await session.query('CREATE VIEW seen AS SELECT id FROM webhook_deliveries')
      await expect(rollBack(undefined)).rejects.toMatchObject({
        code: 'step_failed',
        next: expect.stringContaining('view seen depends on'),
      })
    })

    describe('a role without superuser', () => {
      const password = 'p'
      let url: string
      let role: string
      beforeEach(async () => {
        role = `own ${database.name}`
        await session.query(`CREATE ROLE ${quoteIdentifier(role)} LOGIN PASSWORD '${password}'`)
        const address = new URL(database.url)
        address.username = encodeURIComponent(role)
        address.password = password
        url = address.href
        return async () => {
          await session.query(`DROP OWNED BY ${quoteIdentifier(role)}; DROP ROLE ${quoteIdentifier(role)}`)
        }
      })
      const as = async <T>(work: (mine: PostgresSession) => Promise<T>): Promise<T> => {
        const mine = await connectPostgres(url)
        try {
          return await work(mine)
        } finally {
          await mine.close()
        }
      }

      test('does all in a schema of its own', async () => {
        await session.query(`CREATE SCHEMA ${quoteIdentifier(schema)} AUTHORIZATION ${quoteIdentifier(role)}`)
        await as(async (mine) => {
          expect(await applySteps(mine, { schema, steps })).toHaveLength(steps.length)
          expect((await verifySchema(mine, { schema, steps })).findings).toEqual([])
          expect(
            await rollBackSteps(mine, { schema, steps, to: undefined, mayLoseRows: false }),
          ).toHaveLength(steps.length)
        })
      })

      test('is told what to ask for when it may not make the schema', async () => {
        await expect(as((mine) => applySteps(mine, { schema, steps }))).rejects.toMatchObject({
          code: 'privilege_missing',
          next: `Let an administrator run: CREATE SCHEMA ${quoteIdentifier(schema)} AUTHORIZATION ${quoteIdentifier(role)}`,
        })
      })

      test('is told what to ask for when it may not make tables in it', async () => {
        await session.query(`CREATE SCHEMA ${quoteIdentifier(schema)}`)
        await expect(as((mine) => applySteps(mine, { schema, steps }))).rejects.toMatchObject({
          code: 'privilege_missing',
          next: expect.stringContaining(`GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(schema)} TO`),
        })
      })

      test('is told when the tables belong to somebody else', async () => {
        await apply(steps, { phase: 'tables' })
        await session.query(
          `GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(role)};
           GRANT ALL ON schema_migrations TO ${quoteIdentifier(role)}`,
        )
        await expect(as((mine) => applySteps(mine, { schema, steps }))).rejects.toMatchObject({
          code: 'privilege_missing',
          message: expect.stringContaining('must be owner of table'),
        })
      })
    })
  })
}

/** A row in each table that a conversion fills. */
const fill = (session: PostgresSession) =>
  session.query(`
    INSERT INTO users (id, username) VALUES ('00000000-0000-4000-8000-000000000001', 'ann');
    INSERT INTO projects (id, slug, name) VALUES ('00000000-0000-4000-8000-000000000002', 'p', 'P');
    INSERT INTO knowledge_items (id, project_id, created_by, title, content, knowledge_type) VALUES
      ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000002',
       '00000000-0000-4000-8000-000000000001', 't', 'c', 'document');
    INSERT INTO knowledge_relationships (source_knowledge_id, target_knowledge_id, relationship_type) VALUES
      ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000003', 'self')`)
