import { carryUp, findMapping, type Known } from '../../src/api/carry.ts'
import type { Answer } from '../../src/api/exchange.ts'
import type { Api } from '../support/api.ts'
import { declaration } from '../support/declaration.ts'

export type Request = Parameters<Api>[0]

/** Requests name nothing by the UUIDs of v2. */
const noFacts = { origin: () => null, instant: (local: bigint) => local }

/** Asks v2 itself for what a v1 request means, in one call, as a client of v2 would. */
export function askStraight(v2: Api, request: Request, known?: Known): Promise<Answer> {
  const call = { method: 'GET', query: {}, headers: {}, ...request }
  const found = findMapping(declaration().mappings, call.method, call.path)
  if (!found) throw new TypeError(`no mapping for ${call.method} ${call.path}`)
  return v2(carryUp(found.mapping, call, noFacts, known).call)
}
