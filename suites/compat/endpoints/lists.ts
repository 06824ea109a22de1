import type { Answer } from '../../../src/api/exchange.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type Apis, openApis, systems } from '../../support/systems.ts'
import { type AskedCall, dataOf, idOf, memberOf, report, resultsOf, totalOf } from '../answers.ts'
import { askTwice, isBroken, noisyPlaces, requireSteady } from '../compare-answers.ts'
import { findItemsApart, type ItemsApart } from './items-apart.ts'
import { sampleItems, valuesOf } from './sample-items.ts'

const path = '/api/v1/knowledge/list'
const largest = 100

/** More pages than these are not walked through: the first of them, then the last. */
const mostPages = 6

type Query = Readonly<Record<string, string>>

/** Lists page by page to their end, with and without filters, of usual and unusual sizes of page. */
export async function compareAllLists(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const apart = await findItemsApart(judge, apis)
  const items = await sampleItems(apis, systems().world)
  const projects = valuesOf(items, 'project_id').slice(0, 5)
  const filters: Query[] = [
    {},
    ...valuesOf(items, 'type').map((type) => ({ type })),
    ...projects.map((project_id) => ({ project_id })),
    ...projects.slice(0, 2).map((project_id) => ({ project_id, type: 'note' })),
    { type: 'no-such-type' },
    { project_id: 'no such project' },
  ]
  const unsteady = await mapAtOnce(filters, (filter) => compareList(judge, apis, apart, filter))
  const sizes: Query[] = [
    {},
    { page: '2' },
    { limit: '1', page: '3' },
    { limit: '7', page: '2' },
    { limit: '13', page: '3' },
    { limit: '50' },
    { limit: '99' },
    { limit: '1000' },
  ]
  for (const size of sizes) unsteady.push(await comparePages(judge, apis, apart, [size]))
  const small = Array.from({ length: mostPages }, (_, at) => ({ limit: '9', page: String(at + 1) }))
  unsteady.push(await comparePages(judge, apis, apart, small))
  requireSteady(judge, unsteady.flat())
}

/** All pages of a list, or the first ones and the last, and two behind the end. */
async function compareList(
  judge: Judge,
  apis: Apis,
  apart: ItemsApart,
  filter: Query,
): Promise<readonly string[]> {
  const limit = String(largest)
  const page = (number: number): Query => ({ ...filter, limit, page: String(number) })
  const last = Math.max(1, Math.ceil(totalOf(await apis.v1({ path, query: page(1) })) / largest))
  const walked = Array.from({ length: Math.min(last, mostPages) }, (_, at) => page(at + 1))
  const unsteady = await comparePages(judge, apis, apart, walked)
  // what one side has alone moves its pages behind it
  const others = [...(apart.isNone && last > mostPages ? [last] : []), last + 1, 1_000_000]
  const more = await mapAtOnce(others, (number) => comparePages(judge, apis, apart, [page(number)]))
  return [...unsteady, ...more.flat()]
}

/**
 * Some pages on both sides, joined: without what one side has alone they must begin alike, in the same order, and the
 * totals must differ by just that.
 */
async function comparePages(
  judge: Judge,
  apis: Apis,
  apart: ItemsApart,
  pages: readonly Query[],
): Promise<readonly string[]> {
  const isFirst = pages[0]?.page === undefined || pages[0].page === '1'
  const expected: Json[] = []
  const actual: Json[] = []
  const unsteady: string[] = []
  for (const query of pages) {
    const asked = { path, query }
    const [{ answer: v1, noise }, mapped] = [await askTwice(apis.v1, asked), await apis.mapped(asked)]
    unsteady.push(...noisyPlaces(asked, noise))
    if (isBroken(judge, asked, v1)) return unsteady
    expected.push(...resultsOf(v1).filter((item) => !apart.isLost(item)))
    actual.push(...resultsOf(mapped).filter((item) => !apart.isMade(item)))
    const before = totalOf(v1) - apart.lost.filter((item) => fits(item, query)).length
    const after = totalOf(mapped) - apart.made.filter((item) => fits(item, query)).length
    report(judge, asked, differences(headOf(v1, before), headOf(mapped, after)))
    judge.looked(1, 'pages')
  }
  const isExact = apart.isNone
  if (isExact || isFirst) compareItems(judge, { path, query: pages[0] ?? {} }, { expected, actual, isExact })
  return unsteady
}

function compareItems(
  judge: Judge,
  call: AskedCall,
  { expected, actual, isExact }: { expected: readonly Json[]; actual: readonly Json[]; isExact: boolean },
): void {
  const lengths = [expected.length, actual.length]
  const length = isExact ? Math.max(...lengths) : Math.min(...lengths)
  for (let at = 0; at < length; at += 1) {
    judge.looked(1, 'items')
    const found = differences(expected[at], actual[at], `$.data.results[${at}]`)
    report(judge, call, found)
    // all that follow would be out of step
    if (found.length > 0 && idOf(expected[at] ?? null) !== idOf(actual[at] ?? null)) return
  }
}

const fits = (item: Json, { page: _page, limit: _limit, ...filter }: Query): boolean =>
  Object.entries(filter).every(([name, value]) => memberOf(item, name) === value)

/** Everything around the results. */
const headOf = (answer: Answer, total: number): Json => ({
  status: answer.status,
  success: memberOf(answer.body, 'success'),
  total,
  page: memberOf(dataOf(answer), 'page'),
  limit: memberOf(dataOf(answer), 'limit'),
})
