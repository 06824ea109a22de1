import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { betty } from '../../../betty/index.ts'
import { users } from '../../../betty/records/users.ts'
import { noCounts } from '../../../records/ports.ts'
import { rowUp } from '../../../records/row-up.ts'
import { applySteps } from '../../../schema/apply-steps.ts'
import { createEmbeddedProvider } from '../../providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../../providers/provider.ts'
import { connectPostgres, type PostgresSession } from '../connect.ts'
import { postgresTarget } from '../postgres-target.ts'
import { createQueueSchema, dropQueueSchema, queueSchema } from './queue-schema.ts'
import { LeaseLost, rangeLease } from './range-lease.ts'

let server: PostgresServer
let database: LentDatabase
let session: PostgresSession
let other: PostgresSession
const job = randomUUID()

beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  return () => server.close()
})
beforeEach(async () => {
  database = await server.lend()
  session = await connectPostgres(database.url, 'public')
  other = await connectPostgres(database.url, 'public')
  await applySteps(session, { schema: 'public', steps: betty.schema })
  await createQueueSchema(session)
  await session.query(
    `INSERT INTO ${queueSchema}.key_ranges (id, source_table, through_key, job_id) VALUES (1, 'users', 100, $1)`,
    [job],
  )
  return async () => {
    await Promise.all([session.close(), other.close()])
    await database.giveBack()
  }
})

const run = {
  id: randomUUID(),
  fingerprint: 'f',
  isNew: false,
  timezone: 'UTC',
  retry: false,
  configuration: '',
}

/** A worker over one session: what it holds, and a load of one user. */
function worker(over: PostgresSession) {
  const lease = rangeLease(over, false)
  const target = postgresTarget(over, { companionColumns: betty.companions, part: { run, ledger: lease } })
  const load = (id: bigint) => {
    const up = rowUp(
      users,
      { id, username: `user ${id}` },
      { standing: () => 'lands', substitute: () => undefined, instant: (local) => local },
    )
    if (up.kind !== 'landed') throw new Error('a usual row lands')
    const packer = target.createPacker(users)
    packer.add(up.row)
    return target.load({
      record: users,
      rows: packer.take(),
      keys: [id],
      ...{ companions: [], quarantined: [], previous: [], warnings: [] },
      checkpoint: { lastKey: id, counts: { ...noCounts, read: Number(id) } },
    })
  }
  return { lease, load }
}

const landed = () => session.query('SELECT v1_id FROM users ORDER BY v1_id')
const progress = () =>
  session.query(`SELECT last_key, counts ->> 'read' AS read, is_done FROM ${queueSchema}.key_ranges`)

test('a worker whose range was given to another writes nothing more, and the other goes on after its last batch', async () => {
  const [slow, quick] = [worker(session), worker(other)]
  await slow.lease.hold({ id: job, attempt: 0 })
  await slow.load(1n)
  const range = await quick.lease.hold({ id: job, attempt: 1 })
  expect(range).toMatchObject({ table: 'users', through: 100n, isDone: false })
  expect((await quick.lease.read(users))?.lastKey).toBe(1n)
  await expect(slow.load(2n)).rejects.toThrow(LeaseLost)
  await expect(slow.lease.finish()).rejects.toThrow(LeaseLost)
  expect(await landed()).toEqual([{ v1_id: '1' }])
  await quick.load(3n)
  await quick.lease.finish()
  expect(await landed()).toEqual([{ v1_id: '1' }, { v1_id: '3' }])
  expect(await progress()).toEqual([{ last_key: '3', read: '3', is_done: 't' }])
})

test('a worker that stands still in the middle of a batch is not waited for', async () => {
  const slow = worker(other)
  const quick = worker(session)
  await slow.lease.hold({ id: job, attempt: 0 })
  await other.query('BEGIN')
  await slow.lease.begin()
  await quick.lease.hold({ id: job, attempt: 1 })
  await quick.load(1n)
  await expect(other.query('COMMIT')).rejects.toMatchObject({ code: 'postgres_lost' })
  expect(await landed()).toEqual([{ v1_id: '1' }])
})

test('a worker that was given a range before the one who holds it cannot take it away', async () => {
  const [slow, quick] = [worker(session), worker(other)]
  await quick.lease.hold({ id: job, attempt: 1 })
  await expect(slow.lease.hold({ id: job, attempt: 0 })).rejects.toThrow(LeaseLost)
  await expect(slow.lease.hold({ id: randomUUID(), attempt: 7 })).rejects.toThrow(LeaseLost)
  await quick.load(1n)
})

test('when the run is over, a worker that still lives has lost its range', async () => {
  const { lease, load } = worker(other)
  await lease.hold({ id: job, attempt: 0 })
  await dropQueueSchema(session)
  await expect(load(1n)).rejects.toThrow(LeaseLost)
  await expect(lease.hold({ id: job, attempt: 1 })).rejects.toThrow(LeaseLost)
  expect(await landed()).toEqual([])
})

test('a role that may not make the queue is told what to grant', async () => {
  await dropQueueSchema(session)
  const [name] = await session.query('SELECT quote_ident(current_database()) AS database')
  await session.query('CREATE ROLE queueless; SET ROLE queueless')
  await expect(createQueueSchema(session)).rejects.toMatchObject({
    code: 'privilege_missing',
    next: expect.stringContaining(`GRANT CREATE ON DATABASE ${name?.database} TO queueless`),
  })
  await session.query('RESET ROLE; DROP ROLE queueless')
})

test('what somebody else keeps in a schema of that name stays as it is', async () => {
  await dropQueueSchema(session)
  await session.query(`CREATE SCHEMA ${queueSchema}; CREATE TABLE ${queueSchema}.precious (id int)`)
  await expect(createQueueSchema(session)).rejects.toMatchObject({ code: 'target_not_empty' })
})
