import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { generateV1 } from '../../../../fixtures/v1/generate.ts'
import { betty } from '../../../betty/index.ts'
import { changeV1, dumpConversion, writeV1 } from '../../../conversion/conversion.testing.ts'
import { type ConversionOptions, convertRows } from '../../../conversion/convert-rows.ts'
import { lendCopies } from '../../../conversion/lend-copies.testing.ts'
import type { Teamwork } from '../../../conversion/workers/coordinate.ts'
import { connectPostgres } from '../../../databases/postgres/connect.ts'
import { queueSchema } from '../../../databases/postgres/workers/queue-schema.ts'
import type { TableCounts } from '../../../records/ports.ts'
import type { RowEvent } from '../../../records/tally.ts'
import { runCli, startCli } from '../../run-cli.testing.ts'
import { openV1, openWithCrew } from './open-v1.ts'

let folder: string
/** a file with every kind of dirty data, and what one worker makes of it */
let sample: string
let expected: Awaited<ReturnType<typeof dumpConversion>>

const lent = lendCopies()
beforeAll(async () => {
  const shared = mkdtempSync(join(tmpdir(), 'betty-workers-'))
  sample = join(shared, 'sample.db')
  generateV1({ path: sample, seed: 11, items: 1500, hazards: 'all' })
  const alone = await lent.lend()
  const into = await connectPostgres(alone.url, 'public')
  const { source } = await openV1(sample, betty.records, 1, async () => true)
  await convertRows(into, source, betty, { schema: 'public' })
  source.close()
  expected = await dumpConversion(into)
  await into.close()
  return () => rmSync(shared, { recursive: true })
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-workers-'))
  return () => rmSync(folder, { recursive: true })
})

type Given = Partial<ConversionOptions> & Partial<Teamwork> & { readonly path?: string }

/** Converts with so many worker processes; `during` is told now and then how far a table is. */
async function convert(
  workers: number,
  { path = sample, ...given }: Given = {},
  during?: (pids: readonly number[], table: string, counts: TableCounts) => void,
) {
  const { source, crew } = await openWithCrew(path, betty.records, workers)
  try {
    return await convertRows(lent.session, source, betty, {
      schema: 'public',
      team: { crew, source, url: lent.database.url, rangeRows: 200, ...given },
      onProgress: (table, counts) => during?.(crew.pids.map(Number), table, counts),
      ...given,
    })
  } finally {
    await crew.end()
    source.close()
    await lent.session.query('SELECT pg_advisory_unlock_all()')
  }
}

const rows = (count: number) => ({ rows: count, bytes: 1 << 20 })

/** Every row was read once, and is in one place. */
function requireLedger(tables: Readonly<Record<string, TableCounts>>): void {
  for (const { read, landed, alreadyThere, inConflict, quarantined, waiting } of Object.values(tables)) {
    expect(landed + alreadyThere + inConflict + quarantined).toBe(read)
    expect({ alreadyThere, inConflict, waiting }).toEqual({ alreadyThere: 0, inConflict: 0, waiting: 0 })
  }
  expect(tables.knowledge?.landed).toBe(expected.knowledge_items?.length)
  expect(tables.relationships?.landed).toBe(expected.knowledge_relationships?.length)
}

const queueIsGone = async () =>
  expect(await lent.session.query('SELECT to_regnamespace($1) AS there', [queueSchema])).toEqual([
    { there: null },
  ])

test.each([
  [2, 2000],
  [3, 7],
])('%i workers with batches of %i rows make the same rows as one', async (workers, size) => {
  const { tables } = await convert(workers, { bounds: rows(size) })
  expect(await dumpConversion(lent.session)).toEqual(expected)
  requireLedger(tables)
  await queueIsGone()
})

test('one of three workers is killed in the middle: the others carry its rows over, each once', async () => {
  let victim: number | undefined
  const losses: string[] = []
  const { tables } = await convert(
    3,
    { bounds: rows(10), onPhase: (text) => losses.push(text) },
    ([pid], table, { read }) => {
      if (victim !== undefined || table !== 'knowledge' || read < 300) return
      victim = pid
      process.kill(Number(pid), 'SIGKILL')
    },
  )
  expect(victim).toBeDefined()
  expect(losses).toContainEqual(expect.stringContaining('SIGKILL. The others go on.'))
  expect(await dumpConversion(lent.session)).toEqual(expected)
  requireLedger(tables)
})

test('all workers killed: the run ends with an error, and another number of them goes on to the same end', async () => {
  let victims: readonly number[] = []
  const killed = convert(2, { bounds: rows(10) }, (pids, table, { read }) => {
    if (victims.length > 0 || table !== 'relationships' || read < 500) return
    victims = pids
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  })
  await expect(killed).rejects.toMatchObject({
    code: 'workers_lost',
    next: expect.stringContaining('Start the same command again'),
  })
  const { tables } = await convert(3)
  expect(await dumpConversion(lent.session)).toEqual(expected)
  requireLedger(tables)
})

const cli = (...flags: string[]) => ['data', 'convert', '--v1-db', sample, ...flags]
const surroundings = () => ({ environment: { BETTY_V2_DATABASE_URL: lent.database.url }, folder })

test.each(['1', '2'])(
  'the coordinator is killed with all it has begun: %s go on to the same end',
  async (workers) => {
    // whoever comes to this row waits for the lock that this session has
    await lent.session.query(`CREATE TABLE holding AS SELECT 700 AS row; CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.v1_id IN (SELECT row FROM holding) THEN PERFORM pg_advisory_xact_lock(4711); END IF; RETURN NEW; END $$;
    CREATE TRIGGER hold BEFORE INSERT ON knowledge_items FOR EACH ROW EXECUTE FUNCTION hold()`)
    await lent.session.query('SELECT pg_advisory_lock(4711)')
    const child = startCli(cli('--workers', '3', '--batch-size', '50'), surroundings())
    const ended = once(child, 'exit')
    const areHeld = () =>
      lent.session.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    await expect.poll(areHeld, { timeout: 60_000 }).toHaveLength(1)
    child.kill('SIGKILL')
    await ended
    expect(await areHeld()).toHaveLength(1) // the server has not noticed yet
    await lent.session.query('DELETE FROM holding')
    const again = await runCli(cli('--workers', workers, '--accept-quarantine'), surroundings())
    expect(again).toMatchObject({ code: 0 })
    expect(await dumpConversion(lent.session)).toEqual(expected)
    await queueIsGone()
  },
)

test('workers that are stopped lose their leases to one that has joined; what they do later counts for nothing', async () => {
  const copy = join(folder, 'copy of v1.db')
  copyFileSync(sample, copy)
  const joining = ['data', 'convert', '--join', '--json', '--v1-db', copy]
  let joined: ReturnType<typeof runCli> | undefined
  let stopped: readonly number[] = []
  let isAwake = false
  const wake = async (pid: number) => {
    const [retaken] = await lent.session.query(`SELECT FROM ${queueSchema}.key_ranges WHERE attempt > 0`)
    if (!retaken || isAwake) return
    isAwake = true
    process.kill(pid, 'SIGCONT')
  }
  const { tables } = await convert(2, { bounds: rows(10), leaseSeconds: 10 }, (pids, table, { read }) => {
    if (table === 'knowledge' && read >= 100 && stopped.length === 0) {
      stopped = pids
      for (const pid of pids) process.kill(pid, 'SIGSTOP')
      joined = runCli(joining, surroundings())
      // without anybody who works, this would wait for ever
      void joined.then(({ code }) => {
        if (code !== 0) for (const pid of pids) process.kill(pid, 'SIGCONT')
      })
    }
    if (stopped[0] !== undefined) void wake(stopped[0])
  })
  const { code, stdout, stderr } = (await joined) ?? {}
  expect(code, stderr).toBe(0)
  expect(JSON.parse(stdout ?? '').carried).toBeGreaterThan(1000)
  expect(isAwake).toBe(true)
  expect(await dumpConversion(lent.session)).toEqual(expected)
  requireLedger(tables)
})

test('who joins with another file is refused, and where nothing is under way, too', async () => {
  const other = join(folder, 'other.db')
  copyFileSync(sample, other)
  changeV1(other, "UPDATE users SET display_name = 'changed' WHERE id = 1")
  const joining = ['data', 'convert', '--join', '--v1-db', other]
  expect(await runCli(joining, surroundings())).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('No conversion with several workers is under way'),
  })
  let joined: ReturnType<typeof runCli> | undefined
  let isTold = false
  await convert(2, { bounds: rows(10) }, (pids, table) => {
    if (table !== 'knowledge' || joined) return
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    joined = runCli(joining, surroundings())
    void joined.then(() => {
      isTold = true
      for (const pid of pids) process.kill(pid, 'SIGCONT')
    })
  })
  expect(isTold).toBe(true)
  expect(await joined).toMatchObject({ code: 2, stderr: expect.stringContaining('reads another v1 file') })
  expect(await dumpConversion(lent.session)).toEqual(expected)
})

const id = (value: number, change: object = {}) => ({ id: BigInt(value), ...change })
const badTime = { created_at: 'soon' }

test('too many quarantined rows, summed over the workers, end the run; the next goes on', async () => {
  const path = join(folder, 'v1.db')
  const knowledge = Array.from({ length: 300 }, (_, at) => id(at + 1, at % 3 === 0 ? badTime : {}))
  writeV1(path, { users: [id(1)], knowledge })
  const report: RowEvent[] = []
  const shared = { path, rangeRows: 20, bounds: rows(5) }
  await expect(
    convert(2, { ...shared, maxErrors: 10, onEvent: (event) => report.push(event) }),
  ).rejects.toMatchObject({ code: 'too_many_quarantined' })
  const [kept] = await lent.session.query('SELECT count(*) AS rows FROM migration_quarantine')
  expect(report).toHaveLength(Number(kept?.rows))
  expect(report.length).toBeGreaterThanOrEqual(10)
  const { tables, quarantined } = await convert(2, shared)
  expect(tables.knowledge).toMatchObject({ read: 300, landed: 200, quarantined: 100, alreadyThere: 0 })
  expect(quarantined.knowledge).toEqual({ bad_timestamp: 100 - report.length })
})

test('what was in quarantine is taken up again by several workers as by one', async () => {
  const path = join(folder, 'v1.db')
  const knowledge = Array.from({ length: 100 }, (_, at) => id(at + 1, at % 10 === 0 ? badTime : {}))
  const relationships = Array.from({ length: 100 }, (_, at) => id(at + 1, { target_id: BigInt(at + 1) }))
  writeV1(path, { users: [id(1)], knowledge, relationships })
  const shared = { path, rangeRows: 10 }
  expect((await convert(2, shared)).tables.relationships).toMatchObject({ landed: 0, quarantined: 100 })
  changeV1(path, "UPDATE knowledge SET created_at = '2024-01-01' WHERE id IN (1, 11, 21)")
  changeV1(path, 'DELETE FROM knowledge WHERE id = 91')
  const { tables } = await convert(2, { ...shared, retry: true })
  expect(tables.knowledge).toMatchObject({ read: 99, landed: 3, alreadyThere: 90, quarantined: 6 })
  expect(tables.relationships).toMatchObject({ read: 100, landed: 93, quarantined: 7 })
  const still = await lent.session.query(
    `SELECT count(*) AS rows FROM migration_quarantine WHERE source_table = 'knowledge' AND resolved_at IS NULL`,
  )
  expect(still).toEqual([{ rows: '6' }])
})

test('the command: the error report of several workers is that of one', async () => {
  const [one, several] = ['one.json', 'several.json'].map((name) => join(folder, name))
  const ended = await runCli(cli('--workers', '3', '--error-report', String(several)), surroundings())
  expect(ended).toMatchObject({ code: 1, stdout: expect.stringContaining('All rows were read') })
  await lent.session.query(
    'TRUNCATE users, projects, knowledge_items, knowledge_relationships, migration_quarantine, migration_checkpoints CASCADE',
  )
  await runCli(cli('--workers', '1', '--error-report', String(one)), surroundings())
  const read = (path: string | undefined) => {
    const { errors, warnings, conflicts, not_covered, census, conversion_stats } = JSON.parse(
      readFileSync(String(path), 'utf8'),
    )
    return { errors, warnings, conflicts, not_covered, census, tables: conversion_stats.tables }
  }
  expect(read(several)).toEqual(read(one))
  expect(read(several).errors.length).toBeGreaterThan(10)
})

test.each([
  [['--workers', '2', '--limit', '5'], '--limit is for one worker'],
  [['--workers', '2', '--dry-run'], '--dry-run is for one worker'],
  [['--workers', '0'], 'whole number from 1'],
  [['--join', '--retry-quarantined'], 'cannot be used with'],
])('wrong usage ends with 2: %j', async (flags, said) => {
  const { code, stdout, stderr } = await runCli(cli(...flags), surroundings())
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
})
