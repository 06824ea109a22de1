import type { Answer } from '../../../src/api/exchange.ts'
import { differences } from '../../../src/compare/differences.ts'
import { isJsonNumber, isJsonObject, type Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type AskedCall, dataOf, differencesOf, listOf, memberOf, report } from '../answers.ts'
import type { Both } from './pair.ts'

/** Two clocks, and a call that takes long; no time zone is as near to another one. */
const near = 120_000

const times = ['created_at', 'updated_at'] as const

/** What of an item must be the same on both sides, digit for digit. */
export interface Sameness {
  /** the item was there before the migration */
  readonly id: boolean
  readonly created_at: boolean
}

const made: Sameness = { id: false, created_at: false }

/**
 * Reports where the answers to a change differ. Each side has a clock of its own and gives numbers of its own, so times
 * count as equal when they are near, and numbers of items when both are numbers, unless they must be the same.
 */
export function reportWritten(judge: Judge, call: AskedCall, both: Both, same: Sameness = made): void {
  judge.looked(1, 'answers')
  const [v1, v2] = [blur(both.v1, same), blur(both.v2, same)]
  report(judge, call, differencesOf(v1, v2))
  const [expected, actual] = [itemsOf(both.v1), itemsOf(both.v2)]
  for (const [at, item] of expected.entries()) {
    for (const time of same.id ? (['updated_at'] as const) : times) {
      const [ours, theirs] = [memberOf(item, time), memberOf(actual[at], time)]
      if (areNear(ours, theirs)) continue
      report(judge, call, differences(ours, theirs, `$.data.${time}`))
    }
  }
}

const areNear = (a: Json, b: Json): boolean =>
  a === b || Math.abs(Date.parse(String(a)) - Date.parse(String(b))) <= near

/** The items of an answer: one, or the results of a list or search, in order of their number. */
export function itemsOf(answer: Answer): readonly Json[] {
  const data = dataOf(answer)
  const results = memberOf(data, 'results')
  if (Array.isArray(results)) return results
  return isJsonObject(data) && 'title' in data ? [data] : []
}

/** The answer without what may differ. */
function blur(answer: Answer, same: Sameness): Answer {
  const data = dataOf(answer)
  if (!isJsonObject(data)) return answer
  const results = memberOf(data, 'results')
  const blurred = Array.isArray(results)
    ? { ...data, results: listOf(results).map((item) => blurItem(item, same)) }
    : blurItem(data, same)
  return { ...answer, body: { success: memberOf(answer.body, 'success'), data: blurred } }
}

function blurItem(item: Json, same: Sameness): Json {
  if (!isJsonObject(item)) return item
  const shown: Record<string, Json> = { ...item }
  if (!same.id && isJsonNumber(item.id ?? null)) shown.id = 'a number'
  for (const time of same.created_at ? (['updated_at'] as const) : times)
    if (isTime(item[time])) shown[time] = 'a time'
  return shown
}

const isTime = (value: Json | undefined): boolean =>
  typeof value === 'string' && /Z$/.test(value) && !Number.isNaN(Date.parse(value))
