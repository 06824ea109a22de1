import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { projectId } from '../../../src/betty/identity.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json, JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, idOf, listOf, memberOf, numberText, report, resultsOf } from '../answers.ts'
import { type Bench, onBench } from '../writes/bench.ts'
import { nobody } from '../writes/pair.ts'
import { askFor, searchFor } from './ask.ts'

const path = '/api/v2/batch/knowledge/import'

/** Milliseconds between two looks at the progress. */
const pause = 25

/** Three good items and one that is none: the counts say so, and v1 clients find the good ones as they were sent. */
export const tryImport = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, made, projects } = bench
    const mark = `m${randomBytes(6).toString('hex')}`
    const slug = projects.at(-1) ?? 'default'
    const item = (at: number): JsonObject => ({
      title: `Imported no. ${at}`,
      content: `${mark} ${at}`,
      knowledge_type: 'document',
      metadata: { tags: ['imported', `no. ${at}`], origin: { line: at } },
    })
    const data = await askFor(
      judge,
      apis.v2,
      path,
      {
        source_type: 'inline',
        format: 'json',
        items: [item(1), item(2), { title: 'no content' }, item(3)],
        target_project_id: projectId(slug),
        duplicate_handling: 'create',
        batch_size: 2,
      },
      202,
    )
    const progress = await followProgress(apis.v2, data)
    judge.looked(1, 'imports')
    const expected = {
      status: 'completed',
      total_items: 4,
      processed_items: 4,
      successful_items: 3,
      failed_items: 1,
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
      const sent = { content: `${mark} ${number}`, type: 'document', project_id: slug, user_id: importer }
      const call = { method: 'POST', path }
      for (const [name, value] of Object.entries(sent))
        report(judge, call, differences(value, memberOf(each, name), `$.items[${number}].${name}`))
      const origin = memberOf(memberOf(each, 'metadata'), 'origin')
      report(judge, call, differences({ line: Number(number) }, origin, `$.items[${number}].metadata.origin`))
      const tags = listOf(memberOf(each, 'tags'))
      const wanted = `imported, ${String(memberOf(each, 'title')).replace('Imported ', '')}`
      if (tags.join(', ') !== wanted)
        judge.finding({ code: 'tags', place: `POST ${path}`, expected: wanted, actual: tags.join(', ') })
    }
    const titles = found.map((each) => String(memberOf(each, 'title'))).sort()
    if (titles.join() !== 'Imported no. 1,Imported no. 2,Imported no. 3')
      judge.finding({
        code: 'not_found',
        place: `GET /api/v1/search?q=${mark}`,
        expected: '3 items',
        actual: titles.join(', '),
      })
    if (memberOf(progress, 'operation_id') !== memberOf(data, 'operation_id'))
      judge.finding({ code: 'other_operation', place: `GET ${String(memberOf(data, 'progress_url'))}` })
    await importMany(bench, projectId(slug))
  })

/** More than fit into what a page or a batch usually is. */
const many = 130

/** All items of a large import come over, in one batch or in several; those past a limit are lost in silence most easily. */
async function importMany({ judge, apis }: Bench, target_project_id: string): Promise<void> {
  const mark = `m${randomBytes(6).toString('hex')}`
  const items = Array.from({ length: many }, (_, at) => ({
    title: `${mark} no. ${at}`,
    content: mark,
    knowledge_type: 'document',
  }))
  const body = {
    source_type: 'inline',
    format: 'json',
    items,
    target_project_id,
    duplicate_handling: 'create',
    batch_size: 50,
  }
  const data = await askFor(judge, apis.v2, path, body, 202)
  const progress = await followProgress(apis.v2, data)
  const { total, results } = await searchFor(judge, apis.v2, { query: mark, max_results: 1000 })
  const numbers = results.map((item) => numberText(memberOf(item, 'v1_id')))
  await mapAtOnce(results, (item) =>
    apis.v2({ method: 'DELETE', path: `/api/v2/knowledge/${String(memberOf(item, 'id'))}` }),
  )
  if (numbers.includes('null')) judge.finding({ code: 'without_v1_id', place: `POST ${path}` })
  judge.looked(total, 'imported items')
  const expected = { total_items: many, successful_items: many, found: many }
  const actual = {
    total_items: memberOf(progress, 'total_items'),
    successful_items: memberOf(progress, 'successful_items'),
    found: total,
  }
  report(judge, { method: 'POST', path: `${path} of ${many} items` }, differences(expected, actual))
}

/** The last progress of an operation: that of its end, or what it was when time was up. */
async function followProgress(v2: Api, imported: Json): Promise<Json> {
  const path = String(memberOf(imported, 'progress_url'))
  const until = Date.now() + systems().timeout
  for (;;) {
    const progress = dataOf(await v2({ path }))
    const isOver = !['queued', 'running'].includes(String(memberOf(progress, 'status')))
    if (isOver || Date.now() > until) return progress
    await wait(pause)
  }
}
