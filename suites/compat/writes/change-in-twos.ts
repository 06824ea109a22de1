import { projectId } from '../../../src/betty/identity.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json, JsonObject } from '../../../src/json/json.ts'
import { dataOf, memberOf, numberText, report } from '../answers.ts'
import { microseconds } from '../parity/search-items.ts'
import type { Bench } from './bench.ts'
import { nobody } from './pair.ts'

const path = '/api/v2/knowledge'

const item = {
  title: 'Changed in twos',
  content: 'Some content.',
  knowledge_type: 'document',
  metadata: { tags: ['a'], kept: 1 },
  project_id: projectId('default'),
}

/** Another value for each field; of the project in capitals, which is the same one. */
const othersIn = (slug: string): JsonObject => ({
  title: 'Another title',
  content: 'Other content.',
  knowledge_type: 'code',
  metadata: { tags: ['b', 'c'], kept: 2 },
  project_id: projectId(slug).toUpperCase(),
})

/**
 * v2 asked in its own words: each field alone and each two together are stored as they were sent, the others stay, and
 * the time of the last change moves. Of two changes at once none is lost.
 */
export async function changeInTwos({ judge, apis, made, projects }: Bench): Promise<void> {
  const others = othersIn(projects.at(-1) ?? 'default')
  const added = dataOf(await apis.v2({ method: 'POST', path: `${path}/add`, body: item }))
  made.add({ v1: nobody, v2: numberText(memberOf(added, 'v1_id')) })
  const one = `${path}/${memberOf(added, 'id')}`
  let before = added
  for (const [at, names] of [...inTwos(Object.keys(item))].entries()) {
    const values: JsonObject = at % 2 === 0 ? others : item
    const body = Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
    const call = { method: 'PUT', path: one, body }
    await apis.v2(call)
    const after = dataOf(await apis.v2({ path: one }))
    judge.looked(1, 'changes')
    report(
      judge,
      call,
      differences(shown({ ...(before as JsonObject), ...body }), shown(after), '$ read back'),
    )
    if (microseconds(memberOf(after, 'updated_at')) <= microseconds(memberOf(before, 'updated_at')))
      judge.finding({ code: 'not_touched', place: `PUT of ${names.join(' and ')} updated_at` })
    before = after
  }
  const [title, content] = ['A title at once', 'A content at once']
  await Promise.all([{ title }, { content }].map((body) => apis.v2({ method: 'PUT', path: one, body })))
  const after = dataOf(await apis.v2({ path: one }))
  judge.looked(2, 'changes')
  const both = { title: memberOf(after, 'title'), content: memberOf(after, 'content') }
  report(
    judge,
    { method: 'PUT', path: `${one}, two at once` },
    differences({ title, content }, both, '$ read back'),
  )
}

function* inTwos(names: readonly string[]): Generator<readonly string[]> {
  for (const [at, name] of names.entries()) {
    yield [name]
    for (const other of names.slice(at + 1)) yield [name, other]
  }
}

/** What a change must leave as it is, or bring. */
const shown = (stored: Json): JsonObject => ({
  ...Object.fromEntries(Object.keys(item).map((name) => [name, memberOf(stored, name)])),
  project_id: String(memberOf(stored, 'project_id')).toLowerCase(),
  created_at: memberOf(stored, 'created_at'),
  id: memberOf(stored, 'id'),
})
