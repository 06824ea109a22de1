import { type JsonObject, stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { searchFor, searchPath } from './ask.ts'
import { type Narrowing, narrowingsOf } from './narrowings.ts'
import { expectOldestFirst } from './oldest-first.ts'
import type { Item } from './search-items.ts'

const most = 1000

/**
 * Everything that narrows a search, alone and with each other, of words and of nothing, in all its types: what is found
 * is what fits all of them, in one page as in two, and groups count just that.
 * @param words that many items have
 */
export async function expectCombinations(judge: Judge, v2: Api, words: readonly string[]): Promise<void> {
  const [word, other] = words
  const listed = new Map<string, string>()
  for (const asked of [
    { query: '', search_type: 'hybrid' },
    ...(word === undefined ? [] : ['hybrid', 'keyword'].map((search_type) => ({ query: word, search_type }))),
    // of several words, some items have more than others
    ...(other === undefined ? [] : [{ query: `${word} ${other}`, search_type: 'semantic' }]),
  ]) {
    const base = await searchFor(judge, v2, { ...asked, max_results: most })
    if (base.total > base.results.length) continue
    const items = new Map((base.results as readonly Item[]).map((item) => [String(item.id), item]))
    for (const [id, item] of items) {
      const shown = contentOf(item, {})
      if (asked.query === '') listed.set(id, shown)
      else if ((listed.get(id) ?? shown) !== shown)
        judge.finding({
          code: 'other_item',
          place: `POST ${searchPath} ${asked.search_type} "${asked.query}" ${id}`,
          expected: listed.get(id) ?? '',
          actual: shown,
        })
    }
    const narrowings = narrowingsOf([...items.values()])
    const isWide = asked.search_type !== 'keyword'
    const simple = narrowings.filter(({ filters = [] }) => filters.length < 2)
    for (const combined of [...alone(narrowings), ...(isWide ? inTwos(simple) : []), narrowings])
      await expectFound(judge, v2, { asked, combined, items })
  }
  const elsewhere = { query: '', project_ids: ['00000000-0000-4000-8000-000000000000'] }
  const { results } = await searchFor(judge, v2, elsewhere)
  if (results.length > 0)
    judge.finding({ code: 'does_not_fit', place: `POST ${searchPath} in a project that is not there` })
}

interface Combined {
  readonly asked: { readonly query: string; readonly search_type: string }
  readonly combined: readonly Narrowing[]
  /** what is found by what is asked alone */
  readonly items: ReadonlyMap<string, Item>
}

async function expectFound(judge: Judge, v2: Api, { asked, combined, items }: Combined): Promise<void> {
  const filters = combined.flatMap((each) => each.filters ?? [])
  const body: JsonObject = Object.assign({ ...asked, filters }, ...combined.map((each) => each.body))
  const place = `POST ${searchPath} ${asked.search_type} "${asked.query}" by ${combined.map(({ what }) => what).join(', ')}`
  const say = (code: string, expected: string, actual: string): void => {
    if (actual !== expected) judge.finding({ code, place, expected, actual })
  }
  // of metadata that is not shown, only the list speaks
  const fits = (item: Item): boolean => {
    const known = items.get(String(item.id))
    return known ? combined.every((each) => each.fits(known)) : isNew(item)
  }
  const whole = await searchFor(judge, v2, { ...body, max_results: most, group_by: 'project_id' })
  const found = whole.results as readonly Item[]
  say('does_not_fit', '', sorted(found.filter((item) => !fits(item)).map(({ id }) => String(id))))
  for (const item of combined.length === 1 ? found : []) {
    const listed = items.get(String(item.id))
    if (listed) say('other_item', contentOf(listed, body), contentOf(item, body))
  }
  if (asked.query === '') expectOldestFirst(judge, place, found)
  const known = [...items].filter(([, item]) => fits(item)).map(([id]) => id)
  // what is near in meaning no engine promises
  if (asked.search_type !== 'semantic')
    say('missing', '', sorted(known.filter((id) => !whole.ids.includes(id))))
  say('total', String(whole.ids.length), String(whole.total))
  const told = memberOf(whole.data, 'search_metadata')
  say('search_type', asked.search_type, String(memberOf(told, 'search_type_used')))
  const applied = memberOf(told, 'filters_applied')
  if (Array.isArray(applied) && applied.length === 0 && filters.length > 0)
    judge.finding({ code: 'filters_not_told', place, expected: `${filters.length} filters` })
  if (body.include_metadata === false && found.some((item) => memberOf(item, 'metadata') !== null))
    say('metadata_included', 'none', 'some')
  const counts = listOf(memberOf(whole.data, 'groups')).map((group) =>
    Number(numberText(memberOf(group, 'count'))),
  )
  say('groups', String(whole.total), String(counts.reduce((sum, count) => sum + count, 0)))
  const half = Math.max(1, Math.ceil(whole.total / 2))
  const pages = await Promise.all(
    [0, half].map((offset) => searchFor(judge, v2, { ...body, max_results: half, offset })),
  )
  say('other_page', sorted(whole.ids), sorted(pages.flatMap(({ ids }) => ids)))
  for (const { total } of pages) say('total', String(whole.total), String(total))
}

/** An item but for what depends on the search that has found it. */
function contentOf(item: Item, { include_metadata = true }: JsonObject): string {
  const {
    similarity_score: _near,
    ranking_score: _rank,
    highlights: _marked,
    metadata = null,
    ...rest
  } = item
  return stringifyJson(include_metadata === false ? rest : { ...rest, metadata })
}

/** Milliseconds in which somebody else may have made an item since the list was asked for. */
const recent = 300_000

const isNew = ({ created_at }: Item): boolean => Date.parse(String(created_at)) > Date.now() - recent

const sorted = (ids: readonly string[]): string => ids.toSorted().join(', ')

const alone = (all: readonly Narrowing[]): readonly (readonly Narrowing[])[] => all.map((each) => [each])

const inTwos = (all: readonly Narrowing[]): readonly (readonly Narrowing[])[] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other]))
