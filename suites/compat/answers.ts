import type { Answer } from '../../src/api/exchange.ts'
import { type Difference, differences } from '../../src/compare/differences.ts'
import { isJsonNumber, isJsonObject, type Json, numberSource } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Api } from '../support/api.ts'

type AskedCall = Parameters<Api>[0]

/**
 * Asks v1 twice and v2 through the mapping once. What differs between the two v1 answers is noise; every
 * other difference is a finding.
 */
export async function compareAnswers(
  judge: Judge,
  apis: { v1: Api; mapped: Api },
  call: AskedCall,
): Promise<void> {
  const first = await apis.v1(call)
  const second = await apis.v1(call)
  const mapped = await apis.mapped(call)
  const noise = new Set(differencesOf(first, second).map(({ path }) => path))
  report(
    judge,
    call,
    differencesOf(first, mapped).filter(({ path }) => !noise.has(path)),
  )
}

/** Answers as one value, so that status and body are compared alike. The text of an error is free. */
export function differencesOf(expected: Answer, actual: Answer): Difference[] {
  return differences(comparable(expected), comparable(actual))
}

const comparable = ({ status, body }: Answer): Json => ({
  status,
  body:
    status >= 400
      ? { success: memberOf(body, 'success'), error: typeof memberOf(body, 'error') }
      : (body ?? null),
})

export function report(judge: Judge, call: AskedCall, found: readonly Difference[]): void {
  for (const { kind, path, expected, actual } of found) {
    judge.finding({ code: `answer_${kind}`, place: `${describeCall(call)} ${path}`, expected, actual })
  }
}

export function describeCall({ method = 'GET', path, query = {} }: AskedCall): string {
  const text = new URLSearchParams(query).toString()
  return `${method} ${path}${text && `?${text}`}`
}

export const memberOf = (value: Json | undefined, name: string): Json =>
  isJsonObject(value) ? (value[name] ?? null) : null

/** `data.results` of a list or a search. */
export function resultsOf(answer: Answer): readonly Json[] {
  const results = memberOf(memberOf(answer.body, 'data'), 'results')
  return Array.isArray(results) ? results : []
}

export const totalOf = (answer: Answer): number => Number(memberOf(memberOf(answer.body, 'data'), 'total'))

/** The number of an item, in digits. */
export const idOf = (item: Json): string => numberText(memberOf(item, 'id'))

export const numberText = (value: Json): string => (isJsonNumber(value) ? numberSource(value) : String(value))
