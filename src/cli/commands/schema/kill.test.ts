import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { betty } from '../../../betty/index.ts'
import { connectPostgres, type PostgresSession } from '../../../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../../../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../../../databases/providers/provider.ts'
import { orderSteps } from '../../../schema/order-steps.ts'
import { verifySchema } from '../../../schema/verify-schema.ts'
import { runCli, startCli } from '../../run-cli.testing.ts'

let server: PostgresServer
let database: LentDatabase
let session: PostgresSession

beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  database = await server.lend()
  session = await connectPostgres(database.url)
  // a statement of the step after the first `steps` ones waits here for the lock that this session has
  await session.query(`
    CREATE SCHEMA test;
    CREATE TABLE test.hold (steps int);
    CREATE FUNCTION test.hold() RETURNS event_trigger LANGUAGE plpgsql AS $$
      DECLARE position int := -1; BEGIN
      IF NOT EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE '%schema_migrations%')
      THEN position := (SELECT count(*) FROM public.schema_migrations WHERE success); END IF;
      IF position = (SELECT steps FROM test.hold) THEN PERFORM pg_advisory_xact_lock(4711); END IF; END $$;
    CREATE EVENT TRIGGER hold ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'CREATE INDEX') EXECUTE FUNCTION test.hold()`)
  await session.query('SELECT pg_advisory_lock(4711)')
})
afterAll(async () => {
  await session?.close()
  await server?.close()
})

const apply = () => ['schema', 'apply', '--v2-database-url', database.url, '--no-backup']

const isHeld = (pid: number | undefined) =>
  session.query(
    "SELECT count(*) AS sessions FROM pg_stat_activity WHERE wait_event = 'advisory' AND application_name LIKE $1",
    [`betty-migrate, process ${pid} %`],
  )

/** Starts an apply and kills it when it is inside of the step after the first `steps` ones (-1: of making the ledger). */
async function killInside(steps: number): Promise<void> {
  await session.query('DELETE FROM test.hold')
  await session.query('INSERT INTO test.hold VALUES ($1)', [steps])
  const child = startCli(apply())
  const ended = once(child, 'exit')
  await expect.poll(() => isHeld(child.pid), { timeout: 30_000 }).toEqual([{ sessions: '1' }])
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
}

test('an apply that is killed inside of every step in turn is finished by the next one', {
  timeout: 180_000,
}, async () => {
  const steps = orderSteps(betty.schema)
  await killInside(-1)
  for (const position of steps.keys()) {
    await killInside(position)
    const [applied] = await session.query('SELECT count(*) AS steps FROM schema_migrations WHERE success')
    expect(Number(applied?.steps)).toBe(position)
  }
  await session.query('DELETE FROM test.hold')
  const last = await runCli(apply())
  expect(last).toMatchObject({ code: 0, stdout: expect.stringContaining('Applied 1 steps') })
  const { findings } = await verifySchema(session, { schema: 'public', steps })
  expect(findings).toEqual([])
})
