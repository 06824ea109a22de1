import { differences } from '../../../src/compare/differences.ts'
import { isJsonNumber, isJsonObject, type Json, stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { askFor, searchFor } from './ask.ts'

const path = '/api/v2/cross-project/search'

/** So many projects at once, and so many results of each. */
const widest = 8
const usual = 5

/** What an item is shown with, however it was found. */
const shared = [
  ...['v1_id', 'title', 'content', 'knowledge_type', 'created_by', 'metadata', 'status', 'version'],
  ...['quality_score', 'access_control', 'created_at', 'updated_at'],
]

/** Projects of the migrated items, searched at once and one by one: the same counts, and every result in its own project. */
export async function tryCrossProject(judge: Judge): Promise<void> {
  const { v2 } = await openApis(judge)
  const { results } = await searchFor(judge, v2, { query: '', max_results: 500 })
  const projects = [...new Set(results.map((item) => String(memberOf(item, 'project_id'))))].slice(0, widest)
  const here = results.filter((item) => projects.includes(String(memberOf(item, 'project_id'))))
  if (projects.length === 0) judge.inconclusive('v2 lists nothing to search for')
  const words = wordsOf(here)
  const two = twoWordsOf(here)
  for (const query of ['a', 'e', 'no-item-has-this-word-in-it', ...words, ...words.map(upper), ...two]) {
    const project_ids = query === 'e' ? projects.map(upper) : projects
    const most = query === 'a' ? 1 : usual
    const body = { query, project_ids, max_results_per_project: most }
    const place = `POST ${path} "${query}"`
    const data = await askFor(judge, v2, path, body)
    const found = memberOf(data, 'results')
    const others = isJsonObject(found) ? Object.keys(found).filter((id) => !projects.includes(id)) : []
    for (const id of others) judge.finding({ code: 'project_not_asked_for', place, actual: id })
    const breakdown = memberOf(data, 'project_breakdown')
    if (breakdown === null || stringifyJson(breakdown).length <= '{}'.length)
      judge.finding({ code: 'no_breakdown', place })
    expectNumbers(judge, place, breakdown, found)
    for (const id of projects) {
      const shown = listOf(memberOf(found, id))
      const alone = await searchFor(judge, v2, { query, project_ids: [id], max_results: most })
      const expected = Math.min(most, alone.total)
      if (shown.length !== expected)
        judge.finding({
          code: 'other_count',
          place: `${place} in ${id}`,
          expected: String(expected),
          actual: String(shown.length),
        })
      const all = await searchFor(judge, v2, { query, project_ids: [id], max_results: 1000 })
      const ids = shown.map((item) => String(memberOf(item, 'id')))
      const repeated = ids.find((one, at) => ids.indexOf(one) !== at)
      if (repeated !== undefined) judge.finding({ code: 'item_repeated', place, actual: repeated })
      for (const item of shown) {
        const found = String(memberOf(item, 'id'))
        if (all.total <= 1000 && !all.ids.includes(found))
          judge.finding({ code: 'does_not_fit', place, actual: found })
        const same = all.results[all.ids.indexOf(found)]
        for (const name of same === undefined ? [] : shared)
          if (differences(memberOf(same ?? null, name), memberOf(item, name)).length > 0)
            judge.finding({ code: 'shown_otherwise', place: `${place} ${found} ${name}` })
      }
      for (const item of shown)
        if (memberOf(item, 'project_id') !== id)
          judge.finding({
            code: 'other_project',
            place,
            expected: id,
            actual: String(memberOf(item, 'project_id')),
          })
      judge.looked(shown.length, 'results')
    }
  }
}

const upper = (text: string): string => text.toUpperCase()

/** The numbers of a breakdown, which may name a project or hold it as a key, are not below what is shown. */
function expectNumbers(judge: Judge, place: string, breakdown: Json, found: Json): void {
  if (!isJsonObject(breakdown)) return
  for (const [id, told] of Object.entries(breakdown)) {
    const shown = listOf(memberOf(found, id)).length
    const number = isJsonObject(told) ? Object.values(told).find(isJsonNumber) : told
    if (number === undefined || !isJsonNumber(number)) continue
    const actual = Number(numberText(number))
    if (actual < shown || (shown < usual && shown === 0 && actual > 0))
      judge.finding({
        code: 'breakdown',
        place: `${place} ${id}`,
        expected: String(shown),
        actual: String(actual),
      })
  }
}

/** The first and the last word of a text. */
function twoWordsOf(items: readonly Json[]): readonly string[] {
  const words = items.map((item) => String(memberOf(item, 'content')).match(/\p{L}{3,30}/gu) ?? [])
  const [first] = words.filter(({ length }) => length > 1)
  return first ? [`${first[0]} ${first.at(-1)}`] : []
}

/** A word of each of some titles, which few others have. */
const wordsOf = (items: readonly Json[]): readonly string[] =>
  items
    .flatMap(
      (item) =>
        String(memberOf(item, 'title'))
          .match(/\p{L}{4,30}/gu)
          ?.slice(0, 1) ?? [],
    )
    .slice(-3)
