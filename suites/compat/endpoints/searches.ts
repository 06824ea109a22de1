import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type Apis, openApis, systems } from '../../support/systems.ts'
import { idOf, memberOf, report, resultsOf, totalOf } from '../answers.ts'
import { askTwice, isBroken, noisyPlaces, requireSteady } from '../compare-answers.ts'
import { findItemsApart, type ItemsApart } from './items-apart.ts'
import { sampleItems } from './sample-items.ts'
import { matches, searchWords } from './words.ts'

const most = 100

/** Search engines rank differently: the sets and the totals must agree, not the order. */
export async function compareSearches(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const apart = await findItemsApart(judge, apis)
  const words = searchWords(await sampleItems(apis, systems().world, 5))
  const typed = ['note', 'document', 'image'].flatMap((type) =>
    words.slice(0, 2).map((word) => ({ word, type })),
  )
  const queries: readonly { readonly word: string; readonly type?: string }[] = [
    ...[...words, '', '   '].map((word) => ({ word })),
    ...typed,
  ]
  const unsteady = await mapAtOnce(queries, ({ word, type }) => compareSearch(judge, apis, apart, word, type))
  await mapAtOnce([...words.slice(0, 2), ''], (word) => compareLimits(judge, apis, apart, word))
  requireSteady(judge, unsteady.flat())
}

/** Fewer are shown than were found. Where one side has items of its own, it may have more to show. */
async function compareLimits(judge: Judge, apis: Apis, apart: ItemsApart, word: string): Promise<void> {
  if (!apart.isNone) return
  for (const limit of ['1', '3', undefined]) {
    const call = { path: '/api/v1/search', query: { q: word, ...(limit !== undefined && { limit }) } }
    const [v1, mapped] = [await apis.v1(call), await apis.mapped(call)]
    if (isBroken(judge, call, v1)) continue
    judge.looked(1, 'searches')
    const [expected, actual] = [v1, mapped].map((answer) => ({
      total: totalOf(answer),
      shown: resultsOf(answer).length,
    }))
    report(judge, call, differences(expected ?? null, actual ?? null))
  }
}

async function compareSearch(
  judge: Judge,
  apis: Apis,
  apart: ItemsApart,
  query: string,
  type?: string,
): Promise<readonly string[]> {
  const call = {
    path: '/api/v1/search',
    query: { q: query, limit: String(most), ...(type !== undefined && { type }) },
  }
  const [{ answer: v1, noise }, mapped] = [await askTwice(apis.v1, call), await apis.mapped(call)]
  if (isBroken(judge, call, v1)) return []
  judge.looked(1, 'searches')
  const found = (item: Json): boolean =>
    matches(item, query) && (type === undefined || memberOf(item, 'type') === type)
  const before = { status: v1.status, total: totalOf(v1) - apart.lost.filter(found).length }
  const after = { status: mapped.status, total: totalOf(mapped) - apart.made.filter(found).length }
  report(judge, call, differences(before, after))

  const expected = byId(resultsOf(v1).filter((item) => !apart.isLost(item)))
  const actual = byId(resultsOf(mapped).filter((item) => !apart.isMade(item)))
  const isComplete = Math.max(totalOf(v1), totalOf(mapped)) <= most
  for (const id of isComplete ? new Set([...expected.keys(), ...actual.keys()]) : expected.keys()) {
    const one = expected.get(id)
    const also = actual.get(id)
    if (!isComplete && also === undefined) continue
    judge.looked(1, 'results')
    report(judge, call, differences(one, also, `$.data.results[id ${id}]`))
  }
  return noisyPlaces(call, noise)
}

const byId = (items: readonly Json[]): ReadonlyMap<string, Json> =>
  new Map(items.map((item) => [idOf(item), item]))
