import { isJsonObject, type Json, type JsonObject } from '../../../src/json/json.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { type Item, microseconds } from './search-items.ts'

/** A part of a search that lets some items through; its filters are joined to those of others. */
export interface Narrowing {
  readonly what: string
  readonly body?: JsonObject
  readonly filters?: readonly JsonObject[]
  fits(item: Item): boolean
}

/** What can narrow a search, each so that it lets several of the items through, if any does. */
export function narrowingsOf(items: readonly Item[]): readonly Narrowing[] {
  const times = items.map(({ created_at = '' }) => created_at)
  if (items.length === 0 || times.some((time) => Number.isNaN(Date.parse(String(time))))) return []
  const [early, late] = [0.25, 0.75].map((share) => placeAt(times, share))
  const lettered = items.filter(({ project_id }) => /[a-f]/i.test(String(project_id)))
  const project = mostUsual(lettered.length > 0 ? lettered : items, 'project_id')
  const usual = tagsOf(items).slice(0, 2)
  return [
    ...['knowledge_type', 'created_by'].map((field) => equal(field, mostUsual(items, field))),
    ...[usual.slice(0, 1), usual.slice(1, 2), usual].filter((tags) => tags.length > 0).map(tagged),
    ...keyed(items),
    {
      what: 'title ne',
      filters: [{ field: 'title', operator: 'ne', value: items[0]?.title ?? '' }],
      fits: (item) => item.title !== items[0]?.title,
    },
    {
      what: 'two times of one field',
      filters: [
        { field: 'created_at', operator: 'gte', value: early ?? '' },
        { field: 'created_at', operator: 'lt', value: late ?? '' },
      ],
      fits: ({ created_at }) =>
        microseconds(created_at) >= microseconds(early) && microseconds(created_at) < microseconds(late),
    },
    lastOfFour(mostUsual(items, 'knowledge_type')),
    {
      what: 'project',
      // in other spelling, it is the same
      body: { project_ids: [String(project).toUpperCase()] },
      fits: (item) => item.project_id === project,
    },
    {
      what: 'time',
      body: { time_range: { start: early ?? '', end: late ?? '' } },
      fits: ({ created_at }) =>
        microseconds(created_at) >= microseconds(early) && microseconds(created_at) <= microseconds(late),
    },
    { what: 'no metadata', body: { include_metadata: false }, fits: () => true },
    ...likeEnough(items),
  ]
}

const equal = (field: string, value: Json): Narrowing => ({
  what: field,
  filters: [{ field, operator: 'eq', value }],
  fits: (item) => item[field] === value,
})

/** Behind three that let everything through. */
const lastOfFour = (type: Json): Narrowing => ({
  what: 'the last of four',
  filters: [
    ...['one', 'two', 'three'].map((text) => ({
      field: 'title',
      operator: 'ne',
      value: `no title is like this, ${text}`,
    })),
    { field: 'knowledge_type', operator: 'ne', value: type },
  ],
  fits: (item) => item.knowledge_type !== type,
})

/** All of the tags must be there, not one of them. */
const tagged = (tags: readonly Json[]): Narrowing => ({
  what: `tags ${tags.join(', ')}`,
  filters: [{ field: 'metadata.tags', operator: 'contains', value: tags }],
  fits: (item) => tags.every((tag) => tagsIn(item).includes(tag)),
})

const tagsIn = (item: Item): readonly Json[] => listOf(memberOf(item.metadata ?? null, 'tags'))

/** The tags of all items, the most usual first. */
const tagsOf = (items: readonly Item[]): readonly Json[] =>
  byNumber(items.flatMap((item) => [...new Set(tagsIn(item))])).map(([tag]) => tag)

/** The most usual text of a key of the metadata that JSON and a filter name alike. */
function keyed(items: readonly Item[]): readonly Narrowing[] {
  const pairs = items.flatMap(({ metadata = null }) =>
    isJsonObject(metadata)
      ? Object.entries(metadata).flatMap(([key, value]) =>
          /^[a-z]{2,20}$/.test(key) && typeof value === 'string' ? [`${key}=${value}`] : [],
        )
      : [],
  )
  const [usual] = byNumber(pairs)
  if (!usual) return []
  const [key = '', ...rest] = usual[0].split('=')
  const value = rest.join('=')
  return [
    {
      what: `metadata.${key}`,
      filters: [{ field: `metadata.${key}`, operator: 'eq', value }],
      fits: (item) => memberOf(item.metadata ?? null, key) === value,
    },
  ]
}

/** Where some items are more alike than others to what is looked for. */
function likeEnough(items: readonly Item[]): readonly Narrowing[] {
  const scoreOf = (item: Item): number => Number(numberText(item.similarity_score ?? 'none'))
  const scores = items.map(scoreOf).toSorted((a, b) => a - b)
  const [lowest = 0, least = 0] = [scores[0], scores[scores.length >> 1]]
  if (!(lowest < least)) return []
  return [
    {
      what: `likeness from ${least}`,
      body: { similarity_threshold: least },
      fits: (item) => scoreOf(item) >= least,
    },
  ]
}

const placeAt = (times: readonly Json[], share: number): Json | undefined =>
  times.toSorted((a, b) => (microseconds(a) < microseconds(b) ? -1 : 1))[Math.floor(times.length * share)]

const mostUsual = (items: readonly Item[], name: string): Json =>
  byNumber(items.map((item) => item[name] ?? null))[0]?.[0] ?? null

function byNumber<T>(values: readonly T[]): readonly (readonly [T, number])[] {
  const numbers = new Map<T, number>()
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1)
  return [...numbers].toSorted(([, one], [, other]) => other - one)
}
