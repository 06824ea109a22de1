import type { Answer } from '../../src/api/exchange.ts'
import type { Difference } from '../../src/compare/differences.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Api } from '../support/api.ts'
import { mapAtOnce } from '../support/at-once.ts'
import { type AskedCall, describeCall, differencesOf, report } from './answers.ts'

/** What v1 says to a call, and where it says something else each time. */
export interface SteadyAnswer {
  readonly answer: Answer
  /** JSON paths */
  readonly noise: ReadonlySet<string>
}

/** Asks v1 twice, and twice again when the two answers differ: somebody may just have changed something. */
export async function askTwice(v1: Api, call: AskedCall): Promise<SteadyAnswer> {
  const first = await askPair(v1, call)
  return first.noise.size === 0 ? first : askPair(v1, call)
}

async function askPair(v1: Api, call: AskedCall): Promise<SteadyAnswer> {
  const answer = await v1(call)
  const noise = new Set(differencesOf(answer, await v1(call)).map(({ path }) => path))
  return { answer, noise }
}

/** Where v1 itself breaks there is nothing to compare with: worth a look, and not v2's fault. */
export function isBroken(judge: Judge, call: AskedCall, { status }: Answer): boolean {
  if (status < 500) return false
  judge.warn(`v1 breaks at ${describeCall(call)} (${status})`)
  return true
}

/**
 * Asks v1 twice and v2 through the mapping once for each call. What differs between the two v1 answers is noise;
 * every other difference is a finding.
 * @returns the places where v1 is not steady, for `requireSteady`
 */
export async function compareAnswers(
  judge: Judge,
  { v1, mapped }: { readonly v1: Api; readonly mapped: Api },
  calls: readonly AskedCall[],
): Promise<readonly string[]> {
  const compared = await mapAtOnce(calls, async (call) => {
    const { answer, noise } = await askTwice(v1, call)
    const found = isBroken(judge, call, answer) ? [] : differencesOf(answer, await mapped(call))
    return { call, noise, found: withoutNoise(found, noise) }
  })
  for (const { call, found } of compared) report(judge, call, found)
  return compared.flatMap(({ call, noise }) => noisyPlaces(call, noise))
}

/** A difference counts unless v1 itself differs there or further inside. */
const withoutNoise = (found: readonly Difference[], noise: ReadonlySet<string>): Difference[] =>
  found.filter(({ path }) => ![...noise].some((noisy) => noisy === path || noisy.startsWith(`${path}.`)))

export const noisyPlaces = (call: AskedCall, noise: ReadonlySet<string>): string[] =>
  [...noise].map((path) => `${describeCall(call)} ${path}`)

/** Ends the check as inconclusive, unless it has failed already, when v1 gives two answers to one call. */
export function requireSteady(judge: Judge, unsteady: readonly string[]): void {
  if (unsteady.length === 0) return
  const more = unsteady.length > 1 ? `, and in ${unsteady.length - 1} more places` : ''
  judge.inconclusive(`v1 gives two answers to the same call, at ${unsteady[0]}${more}`)
}
