import { describe, expect, it } from 'vitest'
import type { Report } from '../src/readiness/report-schema.ts'
import { files, pass, run } from './testing/small-project.ts'

/** A run of one shard that leaves its blob under a name. */
const shard = (part: string, name: string, ...more: string[]) => [
  '--reporter=blob',
  `--outputFile=blobs/${name}.json`,
  `--shard=${part}`,
  ...more,
]

const merge = (...before: (readonly string[])[]) => ({ before, args: ['--merge-reports=blobs'] })
const halves = [shard('1/2', 'a'), shard('2/2', 'b')]
const quarters = ['a', 'b', 'c', 'd'].map((name, index) => shard(`${index + 1}/4`, name))

const rows = `{ table: 'users', read: 3, landed: 3, already_there: 0, in_conflict: 0, waiting: 0, quarantined: {} }`
const globalSetup = `
  project.provide('facts', { PostgreSQL: '18.4', rows: 500 })
  project.provide('measures', { rows: [${rows}] })`

const measured = {
  ...files,
  'checks/compat/get.test.ts': `check('get', (judge) => {
    judge.looked(2, 'items')
    judge.tried('GET /items/{id}', true)
    judge.tried('GET /items/{id}', true)
    judge.measure({ estimates: [{ seconds: 60, lower: 50, upper: 90, text: '500 rows' }] })
  })`,
  'checks/compat/list.test.ts': `check('list', (judge) => {
    judge.tried('GET /items', false)
    judge.finding({ code: 'order', place: 'GET /items' })
  })`,
}

const withoutTime = ({ generated_at: _, ...rest }: Report) => rest

describe.concurrent('shards', { timeout: 300_000 }, () => {
  it('merged, give the report of one run, with facts, figures and evidence', async () => {
    const project = { files: measured, globalSetup }
    const [whole, merged] = await Promise.all([run(project), run({ ...project, ...merge(...halves) })])
    expect(whole.report?.facts).toEqual({ PostgreSQL: '18.4', rows: 500 })
    expect(whole.report?.measures).toEqual({
      latencies: [],
      rows: [expect.objectContaining({ table: 'users', read: 3 })],
      places: [
        { place: 'GET /items', check: 'list', looked: 1, failed: 1 },
        { place: 'GET /items/{id}', check: 'get', looked: 2, failed: 0 },
      ],
      estimates: [{ seconds: 60, lower: 50, upper: 90, text: '500 rows' }],
    })
    expect(whole.report?.verdict).toBe('ready')
    expect([whole.code, merged.code]).toEqual([1, 1])
    expect(merged.report && withoutTime(merged.report)).toEqual(whole.report && withoutTime(whole.report))
  })

  it('may be four, and all four are needed', async () => {
    // a file without checks of its own, so that each shard has one
    const project = {
      files: { ...measured, 'checks/integrity/more.test.ts': "it('is no check', () => {})" },
      globalSetup,
    }
    const [whole, merged, three] = await Promise.all([
      run(project),
      run({ ...project, ...merge(...quarters) }),
      run({ ...project, ...merge(...quarters.slice(0, 3)) }),
    ])
    expect([whole.code, merged.code, three.code]).toEqual([1, 1, 2])
    expect(whole.report?.verdict).toBe('ready')
    expect(merged.report && withoutTime(merged.report)).toEqual(whole.report && withoutTime(whole.report))
    expect(three.report).toMatchObject({ verdict: 'error', problems: [{ code: 'shard_missing' }] })
  })

  it('of which one came twice, count once', async () => {
    const { code, report } = await run(merge(...halves, shard('1/2', 'c')))
    expect(report).toMatchObject({ verdict: 'ready', score: 100, partial: [], problems: [] })
    expect(code).toBe(0)
  })

  it('are missed: one that is not there, and one that is there twice instead of the other', async () => {
    const [alone, twice] = await Promise.all([
      run(merge(shard('1/2', 'a'))),
      run(merge(shard('2/2', 'a'), shard('2/2', 'b'))),
    ])
    for (const { code, report } of [alone, twice]) {
      expect(report).toMatchObject({ verdict: 'error', problems: [{ code: 'shard_missing' }] })
      expect(code).toBe(2)
    }
  })

  it('of one folder are judged by that folder, and one of them alone is not', async () => {
    const compat = (part: string, name: string) => shard(part, name, 'checks/compat')
    const [both, alone] = await Promise.all([
      run(merge(compat('1/2', 'a'), compat('2/2', 'b'))),
      run(merge(compat('1/2', 'a'))),
    ])
    expect(both.report).toMatchObject({
      ...{ verdict: 'ready', judged: ['compat'], not_judged: ['integrity'], partial: [], problems: [] },
    })
    expect(both.code).toBe(0)
    expect(alone.report).toMatchObject({ verdict: 'error', problems: [{ code: 'shard_missing' }] })
    expect(alone.code).toBe(2)
  })

  it('keep what stopped one of them: a filter, a crash, the first failure', async () => {
    const all = {
      'checks/compat/all.test.ts': `check('get', () => { throw new Error('no') })\n${pass('list')}`,
      'checks/integrity/rows.test.ts': pass('rows'),
    }
    const [filtered, crashed, stopped] = await Promise.all([
      run(merge(shard('1/2', 'a', '-t=get'), shard('2/2', 'b', '-t=get'))),
      run({
        files: { ...files, 'checks/compat/list.test.ts': "import './missing.ts'" },
        ...merge(...halves),
      }),
      run({ files: all, ...merge(shard('1/1', 'a', '--bail=1', '--no-file-parallelism')) }),
    ])
    expect(filtered.report).toMatchObject({ verdict: 'incomplete', coverage: expect.closeTo(0.3, 9) })
    expect(filtered.code).toBe(1)
    expect(crashed.report).toMatchObject({ verdict: 'incomplete' })
    expect(crashed.report?.partial.join()).toContain('list.test.ts could not be loaded')
    expect(stopped.report).toMatchObject({
      verdict: 'blocked',
      partial: ['the run was stopped before its end'],
    })
  })
})
