import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { runCli } from '../../run-cli.testing.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-api-'))
  return () => rm(folder, { recursive: true })
})

const api = (...flags: string[]) => runCli(['api', ...flags], { folder })

const read = (name: string) => readFile(join(folder, name), 'utf8')

test('map rewrites a request', async () => {
  const body = '{"title":"T","content":"C","type":"snippet","metadata":{"size":1.10},"tags":["a"]}'
  const { code, stdout } = await api(
    'map',
    '--method',
    'post',
    '--path',
    '/knowledge/add',
    '--body',
    body,
    '--json',
  )
  expect(code).toBe(0)
  expect(stdout).toMatch(/"size": 1\.10\b/)
  expect(JSON.parse(stdout)).toMatchObject({
    endpoint: 'knowledge.add',
    to: { method: 'POST', path: '/api/v2/knowledge/add' },
    compatibility: ['request_changed', 'response_changed', 'breaking'],
    call: {
      method: 'POST',
      path: '/api/v2/knowledge/add',
      body: {
        title: 'T',
        content: 'C',
        knowledge_type: 'code',
        metadata: { tags: ['a'], size: 1.1, migration: { from: 'v1', complement: { type: 'snippet' } } },
      },
    },
  })
})

test('a path may be a whole URL, below the prefix, with a query, or a template', async () => {
  // UUIDv5 of "knowledge:42" in the namespace of mapping.md, computed with Python's uuid.uuid5
  const item = '/api/v2/knowledge/335a95fb-3da0-5dba-840b-bbcf29e6f069'
  const callOf = async (path: string) =>
    JSON.parse((await api('map', '--method', 'GET', '--path', path, '--json')).stdout).call
  for (const path of ['http://localhost:3033/api/v1/knowledge/42', '/api/v1/knowledge/42', 'knowledge/42/'])
    expect(await callOf(path)).toEqual({ method: 'GET', path: item, query: {} })
  expect(await callOf('https://b.example/search?q=a%20b&limit=7')).toMatchObject({
    path: '/api/v2/query/advanced-search',
    body: { query: 'a b', max_results: 7, search_type: 'hybrid' },
  })
  expect(await callOf('/api/v1/knowledge/{id}')).toBeUndefined()
})

test('a body may come from a file, and without one the route is told alone', async () => {
  await writeFile(join(folder, 'change.json'), '{"title":"T"}')
  const put = async (...flags: string[]) =>
    JSON.parse((await api('map', '--method', 'PUT', '--path', '/knowledge/42', '--json', ...flags)).stdout)
  const before = { method: 'GET', path: '/api/v2/knowledge/335a95fb-3da0-5dba-840b-bbcf29e6f069' }
  expect(await put('--body', '@change.json')).toMatchObject({ before, call: { body: { title: 'T' } } })
  expect((await put()).call).toEqual({ ...before, method: 'PUT', query: {} })
})

test.each([
  ['an unknown path', ['--method', 'GET', '--path', '/knowlege/list'], 'GET /api/v1/knowledge/list'],
  ['another method', ['--method', 'PATCH', '--path', '/knowledge/42'], '/api/v1/knowledge/{id}'],
  [
    'a body that is no JSON',
    ['--method', 'POST', '--path', '/knowledge/add', '--body', '{'],
    'cannot be read',
  ],
  ['a file that is not there', ['--method', 'POST', '--path', '/knowledge/add', '--body', '@none'], 'none'],
  [
    'a body that v1 refuses',
    ['--method', 'POST', '--path', '/knowledge/add', '--body', '[]'],
    'refuses this call with 400',
  ],
  ['a path that v1 refuses', ['--method', 'GET', '--path', '/knowledge/abc'], 'refuses this call with 400'],
  ['no path', ['--method', 'GET'], '--path'],
])('map: %s ends with 2 and says so', async (_what, flags, told) => {
  expect(await api('map', ...flags)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(told),
  })
})

test('a guide of one endpoint, of all methods of a path, and of all', async () => {
  const idsOf = async (...flags: string[]) => {
    const guide = JSON.parse((await api('guide', '--format', 'json', ...flags)).stdout)
    return [guide.endpoints.map(({ id }: { id: string }) => id), guide.new_endpoints.length]
  }
  expect(await idsOf('--method', 'POST', '--path', '/api/v1/knowledge/add')).toEqual([['knowledge.add'], 0])
  expect(await idsOf('--path', '/knowledge/42')).toEqual([
    ['knowledge.get', 'knowledge.update', 'knowledge.delete'],
    0,
  ])
  const [all, added] = await idsOf()
  // mapping.md, "Endpoints": eleven of v1; seven routes of v2.md that none of them becomes
  expect(all).toHaveLength(11)
  expect(added).toBe(7)
  expect(await api('guide', '--method', 'GET')).toMatchObject({ code: 2 })
  expect(await api('guide', '--path', '/nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean'),
  })
})

test('a guide says what mapping.md says of POST knowledge/add', async () => {
  const { stdout } = await api('guide', '--method', 'POST', '--path', '/knowledge/add')
  for (const told of [
    '`type` is called `knowledge_type`',
    '`tags` moved into `metadata.tags`',
    '`id` is a UUID',
    '`embeddings`',
  ])
    expect(stdout).toContain(told)
  for (const heading of [
    '### What changes',
    '### Steps',
    '### Before',
    '### After',
    '### How to test',
    '```python',
  ])
    expect(stdout).toContain(heading)
})

test('a report has the form that the name of its file asks for, and overwrites nothing', async () => {
  expect(await api('report', '--output', 'r.json')).toMatchObject({ code: 0, stderr: '' })
  const report = JSON.parse(await read('r.json'))
  expect(report.counts).toMatchObject({ endpoints: 11, deprecated: 1, new: 7, fully_compatible: 0 })
  expect(report.endpoints.find(({ id }: { id: string }) => id === 'knowledge.list').compatibility).toContain(
    'deprecated',
  )
  await api('report', '--output', 'r.html')
  expect(await read('r.html')).toMatch(/^<!doctype html>/)
  expect((await api('report')).stdout).toMatch(/^# From BETTY v1 to BETTY v2/)
  await writeFile(join(folder, 'mine.md'), 'mine')
  expect(await api('report', '--output', 'mine.md', '--openapi', 'docs')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('already'),
  })
  expect(await read('mine.md')).toBe('mine')
  expect((await readdir(folder)).sort()).toEqual(['mine.md', 'r.html', 'r.json'])
})

test('the OpenAPI documents of both versions go to a folder', async () => {
  const { code, stdout } = await api('report', '--openapi', 'docs/api', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).counts.endpoints).toBe(11)
  for (const version of ['v1', 'v2'])
    expect(JSON.parse(await read(`docs/api/betty-${version}.openapi.json`))).toMatchObject({
      openapi: '3.1.0',
    })
})
