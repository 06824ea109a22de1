import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis, systems } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'
import { sampleItems, valuesOf } from '../endpoints/sample-items.ts'
import { searchFor, searchPath } from './ask.ts'

/** All three kinds of search answer to words of the data as what they are, with scores from 0 to 1; a threshold keeps the low ones out. */
export async function trySearchTypes(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const titles = valuesOf(await sampleItems(apis, systems().world, 5), 'title')
  const word = titles.flatMap((title) => title.match(/\p{L}{4,}/gu) ?? [])[0] ?? 'a'
  for (const type of ['keyword', 'hybrid', 'semantic']) {
    const place = `POST ${searchPath} ${type} "${word}"`
    const body = { query: word, search_type: type, max_results: 100 }
    const { data, results, total } = await searchFor(judge, apis.v2, body)
    const used = memberOf(memberOf(data, 'search_metadata'), 'search_type_used')
    if (used !== type) judge.finding({ code: 'search_type', place, expected: type, actual: String(used) })
    if (results.length === 0)
      judge.finding({ code: 'nothing_found', place, expected: 'an item with this word' })
    const scores = results.map((result) => Number(memberOf(result, 'similarity_score') ?? Number.NaN))
    for (const score of scores) {
      if (score >= 0 && score <= 1) continue
      judge.finding({ code: 'score_out_of_range', place, expected: '0 to 1', actual: String(score) })
    }
    const threshold = [...scores].sort((a, b) => a - b)[Math.floor(scores.length / 2)] ?? 0
    const above = await searchFor(judge, apis.v2, { ...body, similarity_threshold: threshold })
    const expected = scores.filter((score) => score >= threshold).length
    if (total <= 100 && above.results.length !== expected) {
      const actual = String(above.results.length)
      judge.finding({
        code: 'threshold',
        place: `${place} from ${threshold}`,
        expected: String(expected),
        actual,
      })
    }
  }
}
