import type { Json, JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { openApis } from '../../support/systems.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { matches } from '../endpoints/words.ts'
import { searchFor, searchPath } from './ask.ts'
import { type Item, microseconds } from './search-items.ts'

type V2 = Awaited<ReturnType<typeof openApis>>['v2']

/** A part of a search that lets some items through. */
interface Narrowing {
  readonly what: string
  readonly body: JsonObject
  fits(item: Item): boolean
}

/**
 * Everything that narrows a search, alone and with each other, of words and of nothing: what is found is what fits all of
 * them, in one page as in two, and groups count just that.
 */
export async function expectCombinations(
  judge: Judge,
  v2: V2,
  items: readonly Item[],
  query: string | undefined,
): Promise<void> {
  for (const words of query === undefined ? [''] : ['', query]) {
    const asked = { query: words, search_type: 'keyword' }
    const base = await searchFor(judge, v2, { ...asked, max_results: 1000 })
    if (base.total > base.results.length) continue
    for (const combined of combinations(narrowingsOf(base.results as readonly Item[]))) {
      const body = Object.assign({ ...asked }, ...combined.map((each) => each.body)) as JsonObject
      const place = `POST ${searchPath} "${words}" by ${combined.map(({ what }) => what).join(', ')}`
      const fits = (item: Item): boolean =>
        combined.every((each) => each.fits(item)) && (words === '' || matches(item, words))
      const known = (base.results as readonly Item[]).filter(fits).map(({ id }) => String(id))
      await expectFound(judge, v2, { place, body, known, fits })
    }
  }
  const elsewhere = { query: '', project_ids: ['00000000-0000-4000-8000-000000000000'] }
  const { results } = await searchFor(judge, v2, elsewhere)
  if (items.length > 0 && results.length > 0)
    judge.finding({ code: 'does_not_fit', place: `POST ${searchPath} in a project that is not there` })
}

interface Expected {
  readonly place: string
  readonly body: JsonObject
  /** what must be found at least */
  readonly known: readonly string[]
  fits(item: Item): boolean
}

async function expectFound(judge: Judge, v2: V2, { place, body, known, fits }: Expected): Promise<void> {
  const whole = await searchFor(judge, v2, { ...body, max_results: 1000 })
  const say = (code: string, expected: string, actual: string): void => {
    if (actual !== expected) judge.finding({ code, place, expected, actual })
  }
  const wrong = (whole.results as readonly Item[]).filter((item) => !fits(item))
  say('does_not_fit', '', sorted(wrong.map(({ id }) => String(id))))
  say('missing', '', sorted(known.filter((id) => !whole.ids.includes(id))))
  say('total', String(whole.ids.length), String(whole.total))
  const half = Math.max(1, Math.ceil(whole.total / 2))
  const pages: string[] = []
  for (const offset of [0, half])
    pages.push(...(await searchFor(judge, v2, { ...body, max_results: half, offset })).ids)
  say('other_page', sorted(whole.ids), sorted(pages))
  const { data } = await searchFor(judge, v2, { ...body, max_results: 1000, group_by: 'project_id' })
  const counts = listOf(memberOf(data, 'groups')).map((group) => Number(numberText(memberOf(group, 'count'))))
  say('groups', String(whole.total), String(counts.reduce((sum, count) => sum + count, 0)))
}

const sorted = (ids: readonly string[]): string => ids.toSorted().join(', ')

/** The most usual type and project, and the time in the middle: each lets several through. */
function narrowingsOf(items: readonly Item[]): readonly Narrowing[] {
  const type = mostUsual(items, 'knowledge_type')
  const project = mostUsual(items, 'project_id')
  const times = items.map(({ created_at = '' }) => created_at)
  const middle = times.toSorted((a, b) => (microseconds(a) < microseconds(b) ? -1 : 1))[times.length >> 1]
  if (type === undefined || project === undefined || middle === undefined) return []
  const isDated = times.every((time) => !Number.isNaN(Date.parse(String(time))))
  return [
    {
      what: 'type',
      body: { filters: [{ field: 'knowledge_type', operator: 'eq', value: type }] },
      fits: (item) => item.knowledge_type === type,
    },
    { what: 'project', body: { project_ids: [project] }, fits: (item) => item.project_id === project },
    ...(isDated
      ? [
          {
            what: 'time',
            body: { time_range: { start: middle } },
            fits: (item: Item) => microseconds(item.created_at) >= microseconds(middle),
          },
        ]
      : []),
  ]
}

function mostUsual(items: readonly Item[], name: string): Json | undefined {
  const groups = Object.values(Object.groupBy(items, (item) => String(item[name])))
  return groups.toSorted((a = [], b = []) => b.length - a.length)[0]?.[0]?.[name]
}

/** Every set of them that is not empty. */
const combinations = (all: readonly Narrowing[]): readonly (readonly Narrowing[])[] =>
  Array.from({ length: 2 ** all.length - 1 }, (_, at) => all.filter((_each, bit) => ((at + 1) >> bit) & 1))
