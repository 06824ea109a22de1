import type { Answer } from '../../src/api/exchange.ts'
import { type Difference, differences } from '../../src/compare/differences.ts'
import { isJsonNumber, isJsonObject, type Json, numberSource } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Asked } from '../support/api.ts'
import { repeatLines } from './repeat.ts'
import { tried } from './tried.ts'

export type AskedCall = Asked

/** Answers as one value, so that status and body are compared alike. The text of an error is free, if there is one. */
export function differencesOf(expected: Answer, actual: Answer): Difference[] {
  return differences(comparable(expected), comparable(actual))
}

const comparable = ({ status, body }: Answer): Json => ({
  status,
  body:
    status >= 400
      ? { success: memberOf(body, 'success'), error: kindOf(memberOf(body, 'error')) }
      : (body ?? null),
})

const kindOf = (error: Json): string => (error === '' ? 'no text' : typeof error)

/** Notes that the endpoint was tried, and each place where the answer is another than it should be. */
export function report(judge: Judge, call: AskedCall, found: readonly Difference[]): void {
  tried(judge, describeCall(call), found.length === 0)
  if (found.length > 0) for (const line of repeatLines(call)) judge.reproduce(line)
  for (const { kind, path, expected, actual } of found) {
    judge.finding({ code: `answer_${kind}`, place: `${describeCall(call)} ${path}`, expected, actual })
  }
}

export function describeCall({ method = 'GET', path, query = {} }: AskedCall): string {
  const text = new URLSearchParams(query).toString()
  return `${method} ${path}${text && `?${text}`}`
}

export const memberOf = (value: Json | undefined, name: string): Json =>
  isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null

export const dataOf = (answer: Answer): Json => memberOf(answer.body, 'data')

export const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [])

/** `data.results` of a list or a search. */
export const resultsOf = (answer: Answer): readonly Json[] => listOf(memberOf(dataOf(answer), 'results'))

export const totalOf = (answer: Answer): number => Number(memberOf(dataOf(answer), 'total'))

/** The number of an item, in digits. */
export const idOf = (item: Json): string => numberText(memberOf(item, 'id'))

export const numberText = (value: Json): string => (isJsonNumber(value) ? numberSource(value) : String(value))
