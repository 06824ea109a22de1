import { answerCall } from '../../src/api/answer-call.ts'
import { findMapping } from '../../src/api/carry.ts'
import type { Call } from '../../src/api/exchange.ts'
import type { Mapping } from '../../src/api/mapping.ts'
import type { DownFacts } from '../../src/records/row-down.ts'
import type { Api } from './api.ts'

/** The v1 API as the mappings make it from a v2 server. */
export const throughMapping =
  (v2: Api, mappings: readonly Mapping[], facts: DownFacts): Api =>
  async (given) => {
    const call: Call = { method: 'GET', query: {}, headers: {}, ...given }
    const found = findMapping(mappings, call.method, call.path)
    if (!found) throw new TypeError(`no mapping for ${call.method} ${call.path}`)
    return answerCall(found.mapping, call, { ...facts, ask: v2 })
  }
