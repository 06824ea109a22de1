import type { Judge } from '../../../src/vitest/judge.ts'
import { numberText } from '../answers.ts'
import type { Item } from './search-items.ts'

/** An empty query lists, oldest number first. */
export function expectOldestFirst(judge: Judge, place: string, found: readonly Item[]): void {
  const numbers = found.flatMap(({ v1_id = null }) => (v1_id === null ? [] : [BigInt(numberText(v1_id))]))
  const [expected, actual] = [numbers.toSorted((a, b) => (a < b ? -1 : 1)).join(), numbers.join()]
  if (expected !== actual) judge.finding({ code: 'other_order', place, expected, actual })
}
