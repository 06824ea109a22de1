import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { openApis } from '../../support/systems.ts'
import { memberOf, numberText } from '../answers.ts'
import { matches } from '../endpoints/words.ts'
import { searchFor, searchPath } from './ask.ts'

/** All three kinds of search answer to words of the data as what they are, with scores from 0 to 1; a threshold keeps the low ones out. */
export async function trySearchTypes(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const listed = await searchFor(judge, apis.v2, { query: '', max_results: 50 })
  const word = longestWord(listed.results.map((item) => String(memberOf(item, 'title'))))
  for (const type of ['keyword', 'hybrid', 'semantic']) {
    const query = word ?? 'a'
    const place = `POST ${searchPath} ${type} "${query}"`
    const body = { query, search_type: type, max_results: 100 }
    const { data, results, total } = await searchFor(judge, apis.v2, body)
    const used = memberOf(memberOf(data, 'search_metadata'), 'search_type_used')
    if (used !== type) judge.finding({ code: 'search_type', place, expected: type, actual: String(used) })
    if (word !== undefined && type !== 'semantic')
      for (const item of results)
        if (!matches(item, word))
          judge.finding({ code: 'does_not_fit', place, actual: String(memberOf(item, 'id')) })
    if (word !== undefined && results.length === 0)
      judge.finding({ code: 'nothing_found', place, expected: 'an item with this word' })
    await expectInContents(judge, apis.v2, listed.results, type)
    const scores = results.map((result) => Number(numberText(memberOf(result, 'similarity_score') ?? 'none')))
    for (const score of scores) {
      if (score >= 0 && score <= 1) continue
      judge.finding({ code: 'score_out_of_range', place, expected: '0 to 1', actual: String(score) })
    }
    const middle = [...scores].sort((a, b) => a - b)[Math.floor(scores.length / 2)] ?? 0
    // where all scores are alike, only what is above the highest keeps any out
    for (const threshold of new Set([middle, (1 + Math.max(0, ...scores)) / 2])) {
      const above = await searchFor(judge, apis.v2, { ...body, similarity_threshold: threshold })
      const expected = scores.filter((score) => score >= threshold).length
      const actual = above.results.length
      if (total > 100 || actual === expected) continue
      judge.finding({
        code: 'threshold',
        place: `${place} from ${threshold}`,
        expected: String(expected),
        actual: String(actual),
      })
    }
  }
}

/** A word of letters alone: of all, the least likely to be one that a text search passes over. */
const longestWord = (texts: readonly string[]): string | undefined =>
  texts
    .flatMap((text) => text.split(/\s+/).filter((word) => /^\p{L}{4,30}$/u.test(word)))
    .reduce<string | undefined>((best, word) => (word.length > (best?.length ?? 0) ? word : best), undefined)

/** A word that stands in the content alone of an item finds it. */
async function expectInContents(judge: Judge, v2: Api, items: readonly Json[], type: string): Promise<void> {
  if (type === 'semantic') return
  for (const item of items) {
    const title = String(memberOf(item, 'title')).toLowerCase()
    const words = String(memberOf(item, 'content')).split(/\s+/)
    const query = words.find((word) => /^[a-z]{6,30}$/.test(word) && !title.includes(word))
    if (query === undefined) continue
    const { ids, total } = await searchFor(judge, v2, { query, search_type: type, max_results: 1000 })
    if (total <= 1000 && !ids.includes(String(memberOf(item, 'id'))))
      judge.finding({ code: 'not_in_contents', place: `POST ${searchPath} ${type} "${query}"` })
    return
  }
}
