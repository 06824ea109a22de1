import type { Json, JsonObject } from '../../../src/json/json.ts'
import { memberOf } from '../answers.ts'
import { type Item, microseconds } from './search-items.ts'

/** A filter, and what it must let through of what was listed. */
export interface Operated {
  readonly field: string
  readonly operator: string
  readonly value: Json
  fits(item: Item): boolean
}

type Compare = (one: bigint, other: bigint) => boolean

const orders: Readonly<Record<string, Compare>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
}

/** Each operator on each field where the contract leaves no doubt of what fits, with values of two of the items. */
export function operatorsOn(one: Item, other: Item, items: readonly Item[]): readonly Operated[] {
  const names = ['title', 'content', 'knowledge_type', 'project_id', 'created_by']
  const equal = names.flatMap((field): Operated[] => {
    const [value, second] = [one[field] ?? '', other[field] ?? '']
    return [
      { field, operator: 'eq', value, fits: (item) => item[field] === value },
      { field, operator: 'ne', value, fits: (item) => item[field] !== value },
      {
        field,
        operator: 'in',
        value: [second, value],
        fits: (item) => [value, second].includes(item[field] ?? ''),
      },
      { field, operator: 'in', value: [], fits: () => false },
    ]
  })
  const texts = ['title', 'content'].flatMap((field): Operated[] => {
    const part = partOf(one[field])
    return [part, part.toUpperCase(), '%', '_', ` ${part} `].map((value) => ({
      field,
      operator: 'contains',
      value,
      fits: (item) => String(item[field]).includes(value),
    }))
  })
  const ordered = ['created_at', 'updated_at', 'v1_id'].flatMap((field): Operated[] => {
    const place = field === 'v1_id' ? numberOf : microseconds
    if (!items.every((item) => isOrdered(item[field], field))) return []
    const [value, second] = [one[field] ?? null, other[field] ?? null]
    const either: Operated = {
      field,
      operator: 'in',
      value: [second, value],
      fits: (item) => [value, second].some((each) => place(each) === place(item[field])),
    }
    return [
      either,
      ...Object.entries(orders).map(([operator, holds]) => ({
        field,
        operator,
        value,
        fits: (item: Item) => holds(place(item[field]), place(value)),
      })),
    ]
  })
  return [...equal, ...texts, ...ordered, ...tagged(items)]
}

/** All tags of a list must be there, not one of them. */
function tagged(items: readonly Item[]): readonly Operated[] {
  const tagsOf = (item: Item): readonly Json[] => {
    const tags = memberOf(item.metadata ?? null, 'tags')
    return Array.isArray(tags) ? tags : []
  }
  const tag = items.flatMap(tagsOf)[0]
  const lists =
    tag === undefined ? [] : [[tag], [tag, 'no item has this tag'], [tag, tag, 'no item has this tag']]
  return lists.map((value) => ({
    field: 'metadata.tags',
    operator: 'contains',
    value,
    fits: (item) => value.every((each) => tagsOf(item).includes(each)),
  }))
}

/** Some signs of the middle of a text. */
const partOf = (text: Json | undefined): string => {
  const all = [...String(text ?? '')]
  return all.slice(all.length >> 1, (all.length >> 1) + 4).join('')
}

const numberOf = (value: Json | undefined): bigint => BigInt(String(value))

const isOrdered = (value: Json | undefined, field: string): boolean =>
  field === 'v1_id' ? /^-?\d+$/.test(String(value)) : !Number.isNaN(Date.parse(String(value)))

export const asFilter = ({ field, operator, value }: Operated): JsonObject => ({
  filters: [{ field, operator, value }],
})
