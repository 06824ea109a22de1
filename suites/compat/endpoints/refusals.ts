import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { type AskedCall, differencesOf, report } from '../answers.ts'
import { compareAnswers, isBroken, requireSteady } from '../compare-answers.ts'

const items = '/api/v1/knowledge'

const ids = [
  '9223372036854775806',
  '9223372036854775808',
  '-1',
  '0',
  '007',
  'abc',
  '1.5',
  '1e3',
  '%20',
  '%',
  'null',
]

const pages: readonly Readonly<Record<string, string>>[] = [
  { page: '0' },
  { page: '-1' },
  { page: 'two' },
  { page: '1.5' },
  { page: '' },
  { limit: '0' },
  { limit: '-1' },
  { limit: 'all' },
  { page: '1', limit: '9'.repeat(30) },
]

const searches: readonly Readonly<Record<string, string>>[] = [
  { q: 'nothing-has-this-word-in-it' },
  { q: 'a', limit: '0' },
  { q: 'a', limit: 'x' },
  { q: 'a', type: 'no-such-type' },
]

const semantic: readonly Json[] = [
  {},
  { query: 7 },
  { query: null },
  { query: 'a', limit: 0 },
  { query: 'a', limit: 'ten' },
  [],
  'a',
]

const tooLarge = () => {
  const text = 'x'.repeat(10 * 1024 * 1024 + 1)
  return [
    { method: 'POST', path: '/api/v1/search/semantic', body: { query: text } },
    { method: 'POST', path: '/api/v1/auth/login', body: { username: 'x', password: text } },
  ]
}

/** What v1 says no to, or answers with nothing, and the same through v2. */
export async function compareRefusals(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const calls: readonly AskedCall[] = [
    ...ids.map((id) => ({ path: `${items}/${id}` })),
    ...pages.map((query) => ({ path: `${items}/list`, query })),
    ...searches.map((query) => ({ path: '/api/v1/search', query })),
    ...semantic.map((body) => ({ method: 'POST', path: '/api/v1/search/semantic', body })),
    { method: 'POST', path: `${items}/add`, body: {} },
    { method: 'POST', path: '/api/v1/auth/login', body: {} },
    { method: 'POST', path: '/api/v1/auth/login', body: { username: 1, password: 2 } },
  ]
  const unsteady = await compareAnswers(judge, apis, calls)
  for (const call of tooLarge()) {
    const [v1, mapped] = [await apis.v1(call), await apis.mapped(call)]
    const { method, path } = call
    if (!isBroken(judge, call, v1))
      report(judge, { method, path: `${path} (over 10 MiB)` }, differencesOf(v1, mapped))
  }
  judge.looked(calls.length, 'calls')
  requireSteady(judge, unsteady)
}
