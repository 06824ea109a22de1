import { differences } from '../../src/compare/differences.ts'
import type { Json } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Apis } from '../support/systems.ts'
import { idOf, memberOf, report, resultsOf, totalOf } from './answers.ts'

const most = 100

/** Words out of the items themselves, whole, in parts and in the other case, and some that are awkward. */
export async function searchWords(apis: Apis, ids: readonly bigint[]): Promise<readonly string[]> {
  const words = new Set<string>()
  for (const id of ids) {
    const { body } = await apis.v1({ path: `/api/v1/knowledge/${id}` })
    const title = String(memberOf(memberOf(body, 'data'), 'title'))
    const [first = '', second = ''] = title.split(/\s+/)
    words.add(first).add(first.toUpperCase()).add(`${second} ${first}`)
    if (second.length > 4) words.add(second.slice(1, -1))
  }
  return [...words]
    .filter((word) => word.trim() !== '')
    .slice(0, 16)
    .concat(['%', '_', "o'", '\\', '"a b"'])
}

/** Search engines rank differently: the sets and the totals must agree, not the order. */
export async function compareSearches(
  judge: Judge,
  apis: Apis,
  missing: readonly Json[],
  query: string,
  type?: string,
): Promise<void> {
  const call = {
    path: '/api/v1/search',
    query: { q: query, limit: String(most), ...(type !== undefined && { type }) },
  }
  const [v1, mapped] = [await apis.v1(call), await apis.mapped(call)]
  judge.looked(1, 'searches')
  const total =
    totalOf(v1) -
    missing.filter((item) => matches(item, query) && (type === undefined || memberOf(item, 'type') === type))
      .length
  report(
    judge,
    call,
    differences({ status: v1.status, total }, { status: mapped.status, total: totalOf(mapped) }),
  )

  const expected = byId(resultsOf(v1).filter((item) => !apis.quarantined.get('knowledge')?.has(idOf(item))))
  const actual = byId(resultsOf(mapped))
  const complete = totalOf(v1) <= most
  for (const id of complete ? new Set([...expected.keys(), ...actual.keys()]) : expected.keys()) {
    const found = expected.get(id)
    const also = actual.get(id)
    if (!complete && also === undefined) continue
    judge.looked(1, 'results')
    report(judge, call, differences(found, also, `$.data.results[id ${id}]`))
  }
}

const byId = (items: readonly Json[]): ReadonlyMap<string, Json> =>
  new Map(items.map((item) => [idOf(item), item]))

/** Whether v1 counts an item for a query (v1.md: every word occurs in title or content, without regard to case). */
function matches(item: Json, query: string): boolean {
  const fold = (value: Json): string =>
    String(value ?? '')
      .toLowerCase()
      .replaceAll('ς', 'σ')
  const [title, content] = [fold(memberOf(item, 'title')), fold(memberOf(item, 'content'))]
  return fold(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => title.includes(word) || content.includes(word))
}
