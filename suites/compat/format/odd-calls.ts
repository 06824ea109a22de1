import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import type { AskedCall } from '../answers.ts'
import { noObjects, readingBodies, withOddValues } from './odd-bodies.ts'
import { expectRefused, expectUnbroken } from './unbroken.ts'

/** Every reading call with bodies that are none, and with an odd value in every place. */
export async function expectOddCallsAnswered(judge: Judge, v2: Api): Promise<void> {
  const paths = [...Object.keys(readingBodies), ...['login', 'refresh'].map((name) => `/api/v2/auth/${name}`)]
  await expectRefused(
    judge,
    v2,
    [...paths, ...writing].flatMap((path) => noObjects.map((text) => ({ method: 'POST', path, text }))),
  )
  const odd = Object.entries(readingBodies).flatMap(([path, body]) =>
    [...withOddValues(body)].map((each) => ({ method: 'POST', path, body: each })),
  )
  await expectUnbroken(judge, v2, [...odd, ...oddLogins, ...oddAddresses])
  await expectRefused(
    judge,
    v2,
    unclear.map((body) => ({ method: 'POST', path: '/api/v2/query/advanced-search', body })),
  )
}

/** Nothing is made by what is no object. */
const writing = ['knowledge/add', 'batch/knowledge/import', 'webhooks/register'].map(
  (name) => `/api/v2/${name}`,
)

const oddTexts = ['a\0b', '\ud800', 'x'.repeat(100_000), '', "' OR ''='"]

const oddLogins: readonly AskedCall[] = oddTexts.flatMap((text) => [
  { method: 'POST', path: '/api/v2/auth/login', body: { username: text, password: 'x' } },
  { method: 'POST', path: '/api/v2/auth/refresh', body: { refresh_token: text } },
])

const oddAddresses: readonly AskedCall[] = [
  '%00',
  '%ff',
  '%',
  'a'.repeat(3_000),
  '%2e%2e%2f',
  '%F0%9F%A7%91',
].flatMap((part) => [
  { path: `/api/v2/knowledge/${part}` },
  { path: `/api/v2/batch/operations/${part}/progress` },
  { path: `/api/v2/${part}` },
])

const filtered = (field: string, operator: string, value: string | number) => ({
  query: '',
  filters: [{ field, operator, value }],
})

/** Searches that would find too much if what they are narrowed by were passed over. */
const unclear = [
  filtered('no_such_field', 'eq', 'x'),
  filtered('password_hash', 'eq', 'x'),
  filtered('title', 'no such operator', 'x'),
  filtered('title', 'in', 'x'),
  filtered('created_at', 'gt', 'yesterday or so'),
  { query: '', filters: [{ operator: 'eq', value: 'x' }] },
  { query: '', filters: { title: 'x' } },
  { query: '', project_ids: ['no uuid'] },
  { query: '', project_ids: 'no list' },
  { query: '', time_range: { start: 'yesterday or so' } },
  { query: '', time_range: { end: '2024-13-01T00:00:00Z' } },
  { query: '', max_results: 'many' },
  { query: '', offset: -1 },
]
