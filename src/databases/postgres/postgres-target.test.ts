import { beforeAll, expect, test } from 'vitest'
import { samplePath } from '../../../fixtures/v1/sample.ts'
import { betty } from '../../betty/index.ts'
import { lendCopies } from '../../conversion/lend-copies.testing.ts'
import type { RecordTarget } from '../../records/ports.ts'
import { transfer } from '../../records/transfer.ts'
import { openSqliteSource, type SqliteSource } from '../sqlite/sqlite-source.ts'
import { connectPostgres } from './connect.ts'
import { postgresTarget } from './postgres-target.ts'

const schema = `it's "v2"`

let source: SqliteSource

const lent = lendCopies({ schema })
beforeAll(() => {
  source = openSqliteSource(samplePath, betty.records)
  return () => source.close()
})

const target = () => postgresTarget(lent.session, { companionColumns: betty.companions })

const convert = (into: RecordTarget, rows = 50) =>
  transfer(source, into, { ...betty, bounds: { rows, bytes: 1 << 20 } })

/** Everything that a conversion decides, as one text. */
async function contents(): Promise<string> {
  const dumps: unknown[] = []
  for (const table of ['users', 'projects', 'knowledge_items', 'knowledge_relationships']) {
    dumps.push(await lent.session.query(`SELECT json_agg(t ORDER BY t.id)::text AS dump FROM ${table} t`))
  }
  return JSON.stringify(dumps)
}

const sumOf = ({ landed, alreadyThere, inConflict, quarantined, waiting }: Record<string, number>) =>
  [landed, alreadyThere, inConflict, quarantined, waiting].reduce<number>((sum, part) => sum + (part ?? 0), 0)

test('a second run finds every row there and changes nothing', async () => {
  const first = await convert(target())
  const before = await contents()
  const second = await convert(target(), 70)
  expect(await contents()).toBe(before)
  for (const record of betty.records) {
    const [one, two] = [first.tables[record.source], second.tables[record.source]]
    expect(one).toMatchObject({ read: source.tables.get(record.source), alreadyThere: 0, inConflict: 0 })
    expect(two).toMatchObject({ read: one?.read, landed: 0, alreadyThere: one?.landed, inConflict: 0 })
    expect(sumOf({ ...two })).toBe(two?.read)
  }
})

test('a row that was edited in v2 is in conflict and stays as it is', async () => {
  await convert(target())
  await lent.session.query(`UPDATE knowledge_items SET title = 'edited' WHERE v1_id = 3`)
  const { tables, conflicts } = await convert(target())
  expect(conflicts.knowledge).toEqual([3n])
  expect(tables.knowledge).toMatchObject({ landed: 0, inConflict: 1 })
  expect(await lent.session.query('SELECT title FROM knowledge_items WHERE v1_id = 3')).toEqual([
    { title: 'edited' },
  ])
})

test('a run that broke off goes on where it was, and ends as one that did not', async () => {
  await convert(target())
  const whole = await contents()
  for (const table of ['knowledge_relationships', 'knowledge_items', 'projects', 'users']) {
    await lent.session.query(`DELETE FROM ${table}`)
  }
  for (let batches = 1; batches <= 9; batches += 2) {
    await lent.session.query('DELETE FROM migration_checkpoints')
    await expect(convert(breaking(target(), batches))).rejects.toThrow('broken off')
    await lent.session.query('SELECT pg_advisory_unlock_all()')
  }
  const { tables } = await convert(target())
  expect(await contents()).toBe(whole)
  for (const record of betty.records) {
    expect(sumOf({ ...tables[record.source] })).toBe(source.tables.get(record.source))
  }
})

test('a run that broke off does not load again what is over', async () => {
  await expect(convert(breaking(target(), 5))).rejects.toThrow('broken off')
  await lent.session.query('SELECT pg_advisory_unlock_all()')
  let loaded = 0
  const inner = target()
  const { tables } = await convert({
    ...inner,
    load: (batch) => {
      loaded += batch.rows.length
      return inner.load(batch)
    },
  })
  // 101 users are three batches, so two batches of 50 items were over as well
  expect(loaded).toBe(398 - 100 + 539)
  expect(tables.users).toMatchObject({ read: 101, landed: 101 })
})

test('two converters on one database: the second is refused', async () => {
  const other = await connectPostgres(lent.database.url, schema)
  try {
    const options = { timezone: 'UTC', retry: false, configuration: '' }
    await target().beginRun(source.fingerprint, options)
    const second = postgresTarget(other, { companionColumns: betty.companions })
    await expect(second.beginRun(source.fingerprint, options)).rejects.toMatchObject({ code: 'busy' })
  } finally {
    await other.close()
  }
})

/** Fails before the batch after the given number of them. */
function breaking(inner: RecordTarget, batches: number): RecordTarget {
  let done = 0
  return {
    ...inner,
    async load(batch) {
      done += 1
      if (done > batches) throw new Error('broken off')
      return inner.load(batch)
    },
  }
}
