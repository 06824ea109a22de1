import type { Answer } from '../../../src/api/exchange.ts'
import { differences } from '../../../src/compare/differences.ts'
import { isJsonNumber, isJsonObject, type Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type AskedCall, dataOf, differencesOf, listOf, memberOf, report } from '../answers.ts'
import type { Both } from './pair.ts'

/** Two clocks, and a call that takes long; no time zone is as near to another one. */
const near = 120_000

const times = ['created_at', 'updated_at'] as const

/**
 * Reports where the answers to a change differ. Each side has a clock of its own and gives numbers of its own, so times
 * count as equal when they are near, and numbers of items when both are numbers.
 * @param exact the item was there before the migration: its number and the time of its making are the same
 */
export function reportWritten(
  judge: Judge,
  call: AskedCall,
  both: Both,
  { exact = false }: { readonly exact?: boolean } = {},
): void {
  judge.looked(1, 'answers')
  const [v1, v2] = [blur(both.v1, exact), blur(both.v2, exact)]
  report(judge, call, differencesOf(v1, v2))
  const [expected, actual] = [itemsOf(both.v1), itemsOf(both.v2)]
  for (const [at, item] of expected.entries()) {
    for (const time of times) {
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
function blur(answer: Answer, exact: boolean): Answer {
  const data = dataOf(answer)
  if (!isJsonObject(data)) return answer
  const results = memberOf(data, 'results')
  const blurred = Array.isArray(results)
    ? { ...data, results: listOf(results).map((item) => blurItem(item, exact)) }
    : blurItem(data, exact)
  return { ...answer, body: { success: memberOf(answer.body, 'success'), data: blurred } }
}

function blurItem(item: Json, exact: boolean): Json {
  if (!isJsonObject(item)) return item
  const shown: Record<string, Json> = { ...item }
  if (!exact && isJsonNumber(item.id ?? null)) shown.id = 'a number'
  for (const time of exact ? ['updated_at'] : times) if (isTime(item[time])) shown[time] = 'a time'
  return shown
}

const isTime = (value: Json | undefined): boolean =>
  typeof value === 'string' && /Z$/.test(value) && !Number.isNaN(Date.parse(value))
