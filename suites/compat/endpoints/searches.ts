import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type Apis, openApis, systems } from '../../support/systems.ts'
import { idOf, memberOf, report, resultsOf, totalOf } from '../answers.ts'
import { askTwice, isBroken, noisyPlaces, requireSteady } from '../compare-answers.ts'
import { quarantinedItems } from './quarantined-items.ts'
import { sampleItems } from './sample-items.ts'
import { matches, searchWords } from './words.ts'

const most = 100

/** Search engines rank differently: the sets and the totals must agree, not the order. */
export async function compareSearches(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const missing = await quarantinedItems(apis)
  const words = searchWords(await sampleItems(apis, systems().world, 5))
  const typed = ['note', 'document', 'image'].flatMap((type) =>
    words.slice(0, 2).map((word) => ({ word, type })),
  )
  const queries: readonly { readonly word: string; readonly type?: string }[] = [
    ...[...words, '', '   '].map((word) => ({ word })),
    ...typed,
  ]
  const unsteady = await mapAtOnce(queries, ({ word, type }) =>
    compareSearch(judge, apis, missing, word, type),
  )
  requireSteady(judge, unsteady.flat())
}

async function compareSearch(
  judge: Judge,
  apis: Apis,
  missing: readonly Json[],
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
  const lost = missing.filter(
    (item) => matches(item, query) && (type === undefined || memberOf(item, 'type') === type),
  )
  const total = totalOf(v1) - lost.length
  report(
    judge,
    call,
    differences({ status: v1.status, total }, { status: mapped.status, total: totalOf(mapped) }),
  )

  const expected = byId(resultsOf(v1).filter((item) => !apis.quarantined.get('knowledge')?.has(idOf(item))))
  const actual = byId(resultsOf(mapped))
  const isComplete = totalOf(v1) <= most
  for (const id of isComplete ? new Set([...expected.keys(), ...actual.keys()]) : expected.keys()) {
    const found = expected.get(id)
    const also = actual.get(id)
    if (!isComplete && also === undefined) continue
    judge.looked(1, 'results')
    report(judge, call, differences(found, also, `$.data.results[id ${id}]`))
  }
  return noisyPlaces(call, noise)
}

const byId = (items: readonly Json[]): ReadonlyMap<string, Json> =>
  new Map(items.map((item) => [idOf(item), item]))
