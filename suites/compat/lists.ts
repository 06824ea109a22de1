import { differences } from '../../src/compare/differences.ts'
import type { Json } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Apis } from '../support/systems.ts'
import { idOf, memberOf, report, resultsOf, totalOf } from './answers.ts'

const limit = 50
/** The first ones, and one far behind the end. */
const pages = [1, 2, 3, 4, 1_000_000]

/**
 * The first pages of a list on both sides, joined: v1's without what is in quarantine must begin as v2's does,
 * in the same order, and the totals must differ by just the quarantine.
 */
export async function compareLists(
  judge: Judge,
  apis: Apis,
  missing: readonly Json[],
  filter: Readonly<Record<string, string>>,
): Promise<void> {
  const call = { path: '/api/v1/knowledge/list', query: { ...filter, limit: String(limit) } }
  const expected: Json[] = []
  const actual: Json[] = []
  for (const page of pages) {
    const asked = { ...call, query: { ...call.query, page: String(page) } }
    const [v1, mapped] = [await apis.v1(asked), await apis.mapped(asked)]
    expected.push(...resultsOf(v1).filter((item) => !apis.quarantined.get('knowledge')?.has(idOf(item))))
    actual.push(...resultsOf(mapped))
    const total = totalOf(v1) - missing.filter((item) => fits(item, filter)).length
    report(judge, asked, differences(headOf(v1.body, total), headOf(mapped.body, totalOf(mapped))))
    judge.looked(1, 'pages')
  }
  const length =
    expected.length < limit
      ? Math.max(expected.length, actual.length)
      : Math.min(expected.length, actual.length)
  for (let at = 0; at < length; at += 1) {
    judge.looked(1, 'items')
    const found = differences(expected[at], actual[at], `$.data.results[${at}]`)
    report(judge, call, found)
    if (found.length > 0 && idOf(expected[at] ?? null) !== idOf(actual[at] ?? null)) return
  }
}

const fits = (item: Json, filter: Readonly<Record<string, string>>): boolean =>
  Object.entries(filter).every(([name, value]) => memberOf(item, name) === value)

/** Everything around the results. */
const headOf = (body: Json | undefined, total: number): Json => ({
  success: memberOf(body, 'success'),
  total,
  page: memberOf(memberOf(body, 'data'), 'page'),
  limit: memberOf(memberOf(body, 'data'), 'limit'),
})
