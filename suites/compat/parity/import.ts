import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { projectId } from '../../../src/betty/identity.ts'
import { knowledgeTypes } from '../../../src/betty/vocabulary.ts'
import { differences } from '../../../src/compare/differences.ts'
import { type Json, type JsonObject, rawNumber } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type Api, createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, idOf, listOf, memberOf, numberText, report, resultsOf } from '../answers.ts'
import { secretsIn } from '../auth/no-secrets.ts'
import { type Bench, onBench } from '../writes/bench.ts'
import { nobody } from '../writes/pair.ts'
import { askFor, searchFor } from './ask.ts'

const path = '/api/v2/batch/knowledge/import'

const types = ['document', 'code', 'reference', 'media']

/** The words of v1 for what was made in v2 (mapping.md, "canonical inverse"). */
const shown: Readonly<Record<string, string>> = knowledgeTypes.down

const many = 120

/** Milliseconds between an import and an item that is added behind it, at most. */
const near = 120_000

/** Milliseconds between two looks at the progress. */
const pause = 25

/** Of each type an item, and one that is none: the counts say so, and v1 clients find the good ones as they were sent. */
export const tryImport = (judge: Judge): Promise<void> =>
  onBench(judge, async ({ apis, made, projects, rows, isCopy }) => {
    const before = await rows.fingerprintOthers([...made])
    const mark = `m${randomBytes(6).toString('hex')}`
    const slug = projects.at(-1) ?? 'default'
    // blanks at both ends, other line ends, an accent of its own, a repeated tag, digits that a double loses
    const contentOf = (at: number | string): string =>
      ` ${mark} ${at}\r\n e\u0301 🧑‍🚀 ${'long '.repeat(2_000)}`
    const originOf = (at: number): JsonObject => ({
      origin: { line: at },
      none: null,
      exact: rawNumber('9007199254740993'),
    })
    const item = (at: number): JsonObject => ({
      title: `Imported no. ${at}`,
      content: contentOf(at),
      knowledge_type: types[at - 1] ?? 'document',
      metadata: { tags: ['imported', 'imported', `no. ${at}`], ...originOf(at) },
    })
    const bad: readonly JsonObject[] = [
      { title: 'no content' },
      { content: 'no title', knowledge_type: 'document' },
      { title: 'of no type', content: mark, knowledge_type: 'no such type' },
    ]
    const data = await askFor(
      judge,
      apis.v2,
      path,
      {
        source_type: 'inline',
        format: 'json',
        items: [item(1), item(2), ...bad, item(3), item(4)],
        // in other spelling, it is the same
        target_project_id: projectId(slug).toUpperCase(),
        duplicate_handling: 'create',
        batch_size: 2,
      },
      202,
    )
    const operation = String(memberOf(data, 'operation_id'))
    const progress = await followProgress(judge, apis.v2, operation)
    judge.looked(1, 'imports')
    for (const { code, path: shown } of secretsIn(progress, '$', new Set()))
      judge.finding({ code, place: `the progress of POST ${path} ${shown}` })
    const stranger = createApi({ url: systems().world.v2Url, timeout: systems().timeout })
    const { status } = await stranger({ path: progressOf(operation) })
    if (status !== 401)
      judge.finding({
        code: 'right_gained',
        place: `GET ${progressOf(operation)}`,
        expected: '401',
        actual: `${status}`,
      })
    const expected = {
      status: 'completed',
      total_items: types.length + bad.length,
      processed_items: types.length + bad.length,
      successful_items: types.length,
      failed_items: bad.length,
      progress_percentage: 100,
    }
    for (const [name, value] of Object.entries(expected)) {
      if (memberOf(progress, name) === value) continue
      const actual = String(memberOf(progress, name))
      judge.finding({ code: 'progress', place: `POST ${path} ${name}`, expected: String(value), actual })
    }
    const found = resultsOf(await apis.mapped({ path: '/api/v1/search', query: { q: mark } }))
    for (const each of found) made.add({ v1: nobody, v2: idOf(each) })
    const importer = memberOf(dataOf(await apis.mapped({ path: '/api/v1/users/profile' })), 'id')
    for (const each of found) {
      const number = String(memberOf(each, 'title')).replace('Imported no. ', '')
      const type = types[Number(number) - 1] ?? ''
      const sent = { content: contentOf(number), type: shown[type], project_id: slug, user_id: importer }
      const call = { method: 'POST', path }
      for (const [name, value] of Object.entries(sent))
        report(judge, call, differences(value, memberOf(each, name), `$.items[${number}].${name}`))
      const metadata = memberOf(each, 'metadata')
      report(judge, call, differences(originOf(Number(number)), metadata, `$.items[${number}].metadata`))
      const tags = listOf(memberOf(each, 'tags'))
      const wanted = `imported, imported, ${String(memberOf(each, 'title')).replace('Imported ', '')}`
      if (tags.join(', ') !== wanted)
        judge.finding({ code: 'tags', place: `POST ${path}`, expected: wanted, actual: tags.join(', ') })
    }
    const titles = found.map((each) => String(memberOf(each, 'title'))).sort()
    if (titles.join() !== types.map((_type, at) => `Imported no. ${at + 1}`).join())
      judge.finding({
        code: 'not_found',
        place: `GET /api/v1/search?q=${mark}`,
        expected: `${types.length} items`,
        actual: titles.join(', '),
      })
    await expectClosed(judge, { apis, made }, mark)
    if (isCopy && before !== (await rows.fingerprintOthers([...made])))
      judge.finding({ code: 'others_changed', place: `POST ${path}` })
    if (isCopy) await importMany(judge, { apis, made }, projectId(slug))
  })

/** What is imported belongs to who has imported it, and is as closed to others as what is added. */
async function expectClosed(
  judge: Judge,
  { apis: { v2 }, made }: Pick<Bench, 'apis' | 'made'>,
  mark: string,
): Promise<void> {
  const body = { title: 'Added beside an import', content: 'x', knowledge_type: 'document' }
  const added = dataOf(await v2({ method: 'POST', path: '/api/v2/knowledge/add', body }))
  made.add({ v1: nobody, v2: numberText(memberOf(added, 'v1_id')) })
  const { results } = await searchFor(judge, v2, { query: mark, max_results: 10 })
  for (const item of results)
    for (const name of ['created_by', 'access_control', 'status', 'version', 'quality_score'])
      report(
        judge,
        { method: 'POST', path },
        differences(memberOf(added, name), memberOf(item, name), `$.items.${name}`),
      )
  for (const item of results) {
    const made = Date.parse(String(memberOf(item, 'created_at')))
    const besides = Date.parse(String(memberOf(added, 'created_at')))
    if (!(Math.abs(made - besides) <= near))
      judge.finding({
        code: 'other_time',
        place: `POST ${path} created_at`,
        actual: String(memberOf(item, 'created_at')),
      })
    if (memberOf(memberOf(item, 'metadata'), 'migration') !== null)
      judge.finding({ code: 'false_origin', place: `POST ${path} metadata.migration` })
  }
}

/** More items than a page or a batch holds: every one of them arrives, and its progress is where the answer says. */
async function importMany(
  judge: Judge,
  { apis, made }: Pick<Bench, 'apis' | 'made'>,
  project: string,
): Promise<void> {
  const mark = `m${randomBytes(6).toString('hex')}`
  const title = 'One of many, 🧑‍🚀'
  const items = Array.from({ length: many }, (_, at) => ({
    title,
    content: `${mark} ${at}`,
    knowledge_type: 'document',
  }))
  const data = await askFor(
    judge,
    apis.v2,
    path,
    {
      source_type: 'inline',
      format: 'json',
      items,
      target_project_id: project,
      duplicate_handling: 'create',
    },
    202,
  )
  const operation = String(memberOf(data, 'operation_id'))
  const progress = await followProgress(judge, apis.v2, operation)
  const { results } = await searchFor(judge, apis.v2, { query: mark, max_results: 1000 })
  for (const item of results) made.add({ v1: nobody, v2: numberText(memberOf(item, 'v1_id')) })
  judge.looked(1, 'imports')
  const url = new URL(String(memberOf(data, 'progress_url')), systems().world.v2Url)
  const linked = await apis.v2({ path: url.pathname })
  const numbers = new Set(results.map((item) => memberOf(item, 'v1_id')).filter((number) => number !== null))
  const expected = [many, many, many, operation, operation].join(', ')
  const actual = [
    memberOf(progress, 'successful_items'),
    results.filter((item) => memberOf(item, 'title') === title).length,
    numbers.size,
    memberOf(progress, 'operation_id'),
    memberOf(dataOf(linked), 'operation_id'),
  ].join(', ')
  if (actual !== expected)
    judge.finding({ code: 'import_of_many', place: `POST ${path} of ${many} items`, expected, actual })
}

const progressOf = (operation: string): string => `/api/v2/batch/operations/${operation}/progress`

/** The last progress of an operation: that of its end, or what it was when time was up. */
async function followProgress(judge: Judge, v2: Api, operation: string): Promise<Json> {
  const until = Date.now() + systems().timeout
  for (;;) {
    const progress = dataOf(await v2({ path: progressOf(operation) }))
    const [done, total] = ['processed_items', 'total_items'].map((name) => memberOf(progress, name))
    if (memberOf(progress, 'progress_percentage') === 100 && done !== total)
      judge.finding({
        code: 'progress',
        place: `POST ${path} at 100 %`,
        expected: `${total}`,
        actual: `${done}`,
      })
    const isOver = !['queued', 'running'].includes(String(memberOf(progress, 'status')))
    if (isOver || Date.now() > until) return progress
    await wait(pause)
  }
}
