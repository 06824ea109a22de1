import type { Answer } from '../../src/api/exchange.ts'
import { differences } from '../../src/compare/differences.ts'
import { dataOf, idOf, memberOf, resultsOf } from '../compat/answers.ts'
import { searchWords } from '../compat/endpoints/words.ts'
import { sampleIds } from '../support/sample-ids.ts'
import { type Apis, systems } from '../support/systems.ts'
import type { Request } from './straight.ts'

/** A way to read, the requests that stand for it, and how to tell that both sides gave the same answer. */
export interface Reading {
  /** as the guide calls it */
  readonly place: string
  requests(apis: Apis): Promise<readonly Request[]>
  agree(v1: Answer, v2: Answer, apis: Apis): boolean
}

const most = 40

const landed = (apis: Apis, id: string): boolean => !apis.quarantined.get('knowledge')?.has(id)

const landedIds = async (apis: Apis): Promise<readonly bigint[]> =>
  (await sampleIds(systems().world, most)).filter((id) => landed(apis, String(id)))

const isEqual = (v1: Answer, v2: Answer): boolean =>
  v1.status === v2.status && differences(v1.body, v2.body).length === 0

/** The items found, without those that v2 cannot have. */
const foundIn = (answer: Answer, apis: Apis): readonly string[] =>
  resultsOf(answer)
    .map(idOf)
    .filter((id) => landed(apis, id))

async function words(apis: Apis): Promise<readonly string[]> {
  const ids = (await landedIds(apis)).slice(0, 10)
  const answers = await Promise.all(ids.map((id) => apis.v1({ path: `/api/v1/knowledge/${id}` })))
  return searchWords(answers.map(dataOf))
}

const get: Reading = {
  place: 'GET /api/v1/knowledge/{id}',
  requests: async (apis) => (await landedIds(apis)).map((id) => ({ path: `/api/v1/knowledge/${id}` })),
  agree: isEqual,
}

const list: Reading = {
  place: 'GET /api/v1/knowledge/list',
  requests: async () =>
    [{}, { page: '2' }, { page: '3' }, { page: '4' }, { type: 'note' }].map((query) => ({
      path: '/api/v1/knowledge/list',
      query: { limit: '20', ...query },
    })),
  agree(v1, v2, apis) {
    const expected = foundIn(v1, apis)
    return expected.length > 0 && expected.every((id, at) => foundIn(v2, apis)[at] === id)
  },
}

const search: Reading = {
  place: 'GET /api/v1/search',
  requests: async (apis) =>
    (await words(apis)).map((q) => ({ path: '/api/v1/search', query: { q, limit: '100' } })),
  agree(v1, v2, apis) {
    const [expected, actual] = [new Set(foundIn(v1, apis)), new Set(foundIn(v2, apis))]
    return v1.status === 200 && v2.status === 200 && expected.symmetricDifference(actual).size === 0
  },
}

/** Two engines rank by meaning each in its own way; half of what they find first must be the same. */
const semantic: Reading = {
  place: 'POST /api/v1/search/semantic',
  requests: async (apis) =>
    (await words(apis)).map((query) => ({
      method: 'POST',
      path: '/api/v1/search/semantic',
      body: { query, limit: 20 },
    })),
  agree(v1, v2, apis) {
    const [expected, actual] = [new Set(foundIn(v1, apis)), new Set(foundIn(v2, apis))]
    return expected.size > 0 && expected.intersection(actual).size >= expected.size / 2
  },
}

const login: Reading = {
  place: 'POST /api/v1/auth/login',
  async requests() {
    const { username, password } = systems().login
    return [{ method: 'POST', path: '/api/v1/auth/login', body: { username, password } }]
  },
  agree: (v1, v2) => v1.status === 200 && differences(userOf(v1), userOf(v2)).length === 0,
}

const userOf = (answer: Answer) => memberOf(dataOf(answer), 'user')

/** By the last part of the id of their check. */
export const readings = { get, list, search, semantic, login } as const satisfies Record<string, Reading>
