import { isJsonObject, type Json, type JsonObject, stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { repeatLines } from '../repeat.ts'
import { searchFor, searchPath } from './ask.ts'
import { expectOldestFirst } from './oldest-first.ts'
import { expectCombinations } from './search-combinations.ts'
import { type Item, microseconds } from './search-items.ts'
import { asFilter, operatorsOn } from './search-operators.ts'

const listed = 100

/** Filters, ranges of time, projects, pages and groups of the new search, each tried on what an unfiltered list has shown. */
export async function trySearchFilters(judge: Judge): Promise<void> {
  const { v2 } = await openApis(judge)
  const all = await searchFor(judge, v2, { query: '', max_results: listed })
  const items = all.results as readonly Item[]
  const one = items[Math.floor(items.length / 2)]
  if (!one) judge.inconclusive('v2 lists nothing to search for')
  const isWhole = all.total <= listed

  /** what is asked for must fit, and of what was listed nothing that fits may be missing */
  const expectFit = async (what: string, body: JsonObject, fits: (item: Item) => boolean): Promise<void> => {
    const asked = { query: '', max_results: 1000, ...body }
    const found = await searchFor(judge, v2, asked)
    const place = `POST ${searchPath} ${what}`
    const wrong = (found.results as readonly Item[]).filter((item) => !fits(item))
    if (wrong.length > 0)
      for (const line of repeatLines({ method: 'POST', path: searchPath, body: asked })) judge.reproduce(line)
    for (const item of wrong) judge.finding({ code: 'does_not_fit', place, actual: String(item.id) })
    expectOldestFirst(judge, place, found.results as readonly Item[])
    const missing = items.filter((item) => fits(item) && !found.ids.includes(String(item.id)))
    if (found.total <= 1000 && missing.length > 0)
      judge.finding({ code: 'missing', place, actual: missing.map(({ v1_id }) => String(v1_id)).join(', ') })
  }
  const filter = (field: string, operator: string, value: Json): JsonObject => ({
    filters: [{ field, operator, value }],
  })
  const { knowledge_type: type = '', project_id: project = '', title = '', created_at: time = '' } = one
  for (const operated of operatorsOn(one, items[0] ?? one, items)) {
    const { field, operator, value, fits } = operated
    await expectFit(`${field} ${operator} ${stringifyJson(value).slice(0, 100)}`, asFilter(operated), fits)
  }
  const text = String(title)
  await expectFit(
    'two filters',
    {
      filters: [
        { field: 'knowledge_type', operator: 'eq', value: type },
        { field: 'title', operator: 'ne', value: text },
      ],
    },
    (item) => item.knowledge_type === type && item.title !== text,
  )
  const projects = [...new Set(items.map(({ project_id = '' }) => project_id))]
  for (const several of [projects.slice(0, 2), projects.slice(0, 3)])
    await expectFit(`${several.length} project_ids`, { project_ids: several }, (item) =>
      several.includes(item.project_id ?? ''),
    )
  await expectFit('project_ids', { project_ids: [project] }, (item) => item.project_id === project)
  await expectFit(
    'time_range',
    { time_range: { start: time, end: time } },
    (item) => Date.parse(String(item.created_at)) === Date.parse(String(time)),
  )
  const ahead = inZone(String(time))
  if (ahead !== undefined)
    await expectFit(
      `time_range from ${ahead}`,
      { time_range: { start: ahead, end: ahead } },
      (item) => microseconds(item.created_at) === microseconds(time),
    )
  for (const search_type of ['keyword', 'hybrid', 'semantic'])
    await expectFit(`of nothing, ${search_type}`, { search_type }, () => true)
  for (const end of [time, ...delicateTimes(items)]) {
    const place = microseconds(end)
    for (const value of [end, inZone(String(end)) ?? end])
      await expectFit(
        `created_at eq ${value}`,
        filter('created_at', 'eq', value),
        (item) => microseconds(item.created_at) === place,
      )
    await expectFit(
      `time_range from ${end}`,
      { time_range: { start: end } },
      (item) => microseconds(item.created_at) >= place,
    )
    await expectFit(
      `time_range to ${end}`,
      { time_range: { end } },
      (item) => microseconds(item.created_at) <= place,
    )
  }
  const keyed = items.find((item) => plainKey(item) !== undefined)
  const key = keyed && plainKey(keyed)
  if (keyed && key !== undefined)
    await expectFit(
      `metadata.${key} eq`,
      filter(`metadata.${key}`, 'eq', memberOf(keyed.metadata ?? null, key)),
      (item) => memberOf(item.metadata ?? null, key) === memberOf(keyed.metadata ?? null, key),
    )
  const words = commonWords(items)
  const [query] = words
  for (const search_type of query === undefined ? [] : ['keyword', 'hybrid', 'semantic'])
    for (const wanted of ['document', 'code']) {
      const body = {
        query: query ?? '',
        search_type,
        ...filter('knowledge_type', 'eq', wanted),
        max_results: 100,
      }
      const { results } = await searchFor(judge, v2, body)
      const place = `POST ${searchPath} ${search_type} with a filter`
      for (const item of results)
        if (memberOf(item, 'knowledge_type') !== wanted)
          judge.finding({ code: 'does_not_fit', place, actual: String(memberOf(item, 'id')) })
    }
  await expectPages(judge, v2, all.ids, query)
  await expectCombinations(judge, v2, words)
  if (isWhole) for (const name of ['knowledge_type', 'project_id']) await expectGroups(judge, v2, items, name)
}

/** Times with all digits, and one of a day on which something was made later. */
function delicateTimes(items: readonly Item[]): readonly Json[] {
  const times = items.map(({ created_at = '' }) => created_at)
  const exact = times.filter((time) => microseconds(time) % 1000n !== 0n).slice(0, 2)
  const dayOf = (time: Json): string => String(time).slice(0, 10)
  const early = times.find((time) =>
    times.some((other) => dayOf(other) === dayOf(time) && microseconds(other) > microseconds(time)),
  )
  return [...exact, ...(early === undefined ? [] : [early])]
}

/** The same instant as a clock five hours ahead shows it; nothing of a time that has other than four digits of a year. */
function inZone(time: string): string | undefined {
  const [, fraction = ''] = /^\d{4}-.*?(\.\d+)?(?:Z|\+00:00)$/.exec(time) ?? []
  const ahead = Date.parse(time.replace(/\.\d+/, '')) + 5 * 3_600_000
  return Number.isNaN(ahead) ? undefined : `${new Date(ahead).toISOString().slice(0, 19)}${fraction}+05:00`
}

type V2 = Awaited<ReturnType<typeof openApis>>['v2']

/** A key of the metadata with a text that JSON and a filter compare alike, if there is one. */
function plainKey({ metadata = null }: Item): string | undefined {
  const keys = isJsonObject(metadata) ? Object.keys(metadata) : []
  return keys.find((key) => /^[a-z]{2,20}$/.test(key) && typeof memberOf(metadata, key) === 'string')
}

/** The words of titles, those that most items have first. */
function commonWords(items: readonly Item[]): readonly string[] {
  const words = items.flatMap(({ title }) => [
    ...new Set(
      String(title)
        .toLowerCase()
        .match(/(?<!\S)\p{L}{4,30}(?!\S)/gu) ?? [],
    ),
  ])
  const counts = Object.entries(Object.groupBy(words, (word) => word))
  return counts.toSorted(([, a = []], [, b = []]) => b.length - a.length).map(([word]) => word)
}

async function expectPages(
  judge: Judge,
  v2: V2,
  ids: readonly string[],
  query: string | undefined,
): Promise<void> {
  if (query !== undefined) {
    const whole = await searchFor(judge, v2, { query, max_results: 1000 })
    const half = Math.ceil(whole.total / 2)
    const pages: string[] = []
    for (const offset of [0, half])
      pages.push(...(await searchFor(judge, v2, { query, max_results: half || 1, offset })).ids)
    const [expected, actual] = [whole.ids.toSorted().join(', '), pages.toSorted().join(', ')]
    const place = `POST ${searchPath} "${query}" in two pages`
    if (whole.total > 1 && whole.total <= 1000 && expected !== actual)
      judge.finding({ code: 'other_page', place, expected, actual })
  }
  const page = await searchFor(judge, v2, { query: '', max_results: 3, offset: 2 })
  const [expected, actual] = [ids.slice(2, 5).join(', '), page.ids.join(', ')]
  const place = `POST ${searchPath} offset 2, max_results 3`
  if (expected !== actual) judge.finding({ code: 'other_page', place, expected, actual })
}

async function expectGroups(judge: Judge, v2: V2, items: readonly Item[], name: string): Promise<void> {
  const { data } = await searchFor(judge, v2, { query: '', max_results: 1, group_by: name })
  const groups = listOf(memberOf(data, 'groups'))
  const shown = groups.map((group) => `${memberOf(group, 'value')} ${numberText(memberOf(group, 'count'))}`)
  const byValue = Object.groupBy(items, (item) => String(item[name]))
  const counted = Object.entries(byValue).map(([value, found]) => `${value} ${found?.length}`)
  const [expected = '', actual = ''] = [counted, shown].map((groups) =>
    groups.sort().join(', ').toLowerCase(),
  )
  if (expected !== actual)
    judge.finding({ code: 'groups', place: `POST ${searchPath} group_by ${name}`, expected, actual })
}
