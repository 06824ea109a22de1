import { differences } from '../../../src/compare/differences.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type Apis, openApis, systems } from '../../support/systems.ts'
import { dataOf, idOf, memberOf, report, resultsOf, totalOf } from '../answers.ts'
import { isBroken } from '../compare-answers.ts'
import { searchFor } from '../parity/ask.ts'
import { sampleItems } from './sample-items.ts'
import { searchWords } from './words.ts'

const semanticPath = '/api/v1/search/semantic'

const most = 100

/** Share of the smaller set that both must have: two engines never quite agree what is near in meaning. */
const leastOverlap = 0.5

/**
 * No engine promises which items are near in meaning. What it finds must be items as v1 shows them, and some of what v1
 * finds must be among them.
 */
export async function compareSemanticSearches(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const items = await sampleItems(apis, systems().world, 5)
  const words = searchWords(items).slice(0, 8)
  const queries = [...words, words.slice(0, 3).join(' '), 'no-item-has-this-word-in-it', '']
  await mapAtOnce(queries, (query) => compareSearch(judge, apis, { query, limit: most }))
  const [word = 'a'] = words
  await mapAtOnce(['note', 'image', 'no-such-type'], (type) =>
    compareSearch(judge, apis, { query: word, type, limit: most }),
  )
  await compareSearch(judge, apis, { query: word })
  await compareSearch(judge, apis, { query: word, limit: 1 })
  await expectSameTotal(judge, apis, word)
}

/** How many there are does not depend on how many are asked for, and is what v2 itself says. */
async function expectSameTotal(judge: Judge, { mapped, v2 }: Apis, query: string): Promise<void> {
  const ask = (limit: number) => mapped({ method: 'POST', path: semanticPath, body: { query, limit } })
  const [one, many] = [await ask(1), await ask(most)]
  judge.looked(1, 'totals')
  const call = { method: 'POST', path: semanticPath, body: { query, limit: 1 } }
  const asked = { query, search_type: 'semantic', max_results: 1 }
  const { total } = await searchFor(judge, v2, asked)
  report(judge, call, differences([total, total], [totalOf(one), totalOf(many)], '$.data.total'))
}

async function compareSearch(
  judge: Judge,
  apis: Apis,
  body: { readonly query: string; readonly limit?: number; readonly type?: string },
): Promise<void> {
  const call = { method: 'POST', path: semanticPath, body }
  const [v1, mapped] = [await apis.v1(call), await apis.mapped(call)]
  if (isBroken(judge, call, v1)) return
  const place = `POST ${call.path} ${JSON.stringify(body)}`
  judge.looked(1, 'searches')
  report(judge, call, differences({ status: v1.status }, { status: mapped.status }))
  const isQuarantined = (id: string): boolean => apis.quarantined.get('knowledge')?.has(id) ?? false
  const expected = new Set(
    resultsOf(v1)
      .map(idOf)
      .filter((id) => !isQuarantined(id)),
  )
  const found = resultsOf(mapped).filter((item) => !apis.madeInV2.has(idOf(item)))
  const both = found.filter((item) => expected.has(idOf(item)))
  const smaller = Math.min(expected.size, found.length)
  const isEmpty = expected.size > 0 && found.length === 0
  if (isEmpty || both.length < leastOverlap * smaller) {
    const wanted = `at least ${leastOverlap * 100} % of the smaller of ${expected.size} and ${found.length}`
    judge.finding({ code: 'search_overlap', place, expected: wanted, actual: `${both.length} in both` })
  }
  const shown = resultsOf(mapped).length
  if (totalOf(mapped) < shown)
    judge.finding({ code: 'total_too_low', place, actual: `${totalOf(mapped)} of ${shown} shown` })
  if (body.type !== undefined && found.some((item) => memberOf(item, 'type') !== body.type))
    judge.finding({ code: 'other_type', place, expected: body.type })
  await compareItems(judge, apis, found)
}

async function compareItems(judge: Judge, { v1 }: Apis, items: ReturnType<typeof resultsOf>): Promise<void> {
  await mapAtOnce(items, async (item) => {
    const path = `/api/v1/knowledge/${idOf(item)}`
    judge.looked(1, 'results')
    report(judge, { path }, differences(dataOf(await v1({ path })), item, '$ as found'))
  })
}
