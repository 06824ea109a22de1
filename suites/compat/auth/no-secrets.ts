import { identify } from '../../../src/betty/identity.ts'
import { isJsonObject, type Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { openApis, systems } from '../../support/systems.ts'
import { type AskedCall, describeCall } from '../answers.ts'
import { tried } from '../tried.ts'
import { loginPath, meetStrangers } from './strangers.ts'

/** What users have put there themselves is theirs to show. */
const ownWords = ['metadata', 'preferences', 'title', 'content', 'highlights', 'items']

const secretNames = /passw(or)?d|hash|^secret$|salt/i
const storedPassword = /\bscrypt\$\d+\$/
const internals = /\n\s+at \S+ \(|node_modules|postgres(ql)?:\/\/|\bSELECT\b.+\bFROM\b/s

/** Looks for stored passwords and the insides of the server in answers of every kind, refusals too. */
export async function findSecrets(judge: Judge): Promise<void> {
  const { world } = systems()
  const apis = await openApis(judge)
  const [id = 1n] = await sampleIds(world, 1)
  const search = '/api/v2/query/advanced-search'
  const calls: readonly AskedCall[] = [
    { path: '/api/health' },
    { path: '/api/version/info' },
    { path: '/api/v2/users/profile' },
    { path: `/api/v2/knowledge/${identify('knowledge', id)}` },
    { path: '/api/v2/knowledge/no-uuid' },
    { path: '/api/v2/nowhere' },
    { method: 'POST', path: search, body: { query: '', max_results: 20 } },
    { method: 'POST', path: search, body: { query: 7 } },
    {
      method: 'POST',
      path: search,
      body: { query: 'a', filters: [{ field: 'no_such', operator: 'eq', value: 1 }] },
    },
    { method: 'POST', path: search, body: { query: "'", max_results: -1 } },
  ]
  for (const call of calls) look(judge, describeCall(call), (await apis.v2(call)).body ?? null)

  const { login, v2 } = await meetStrangers()
  const { username, password } = login
  for (const body of [{ username, password }, { username, password: `${password}x` }, { username: 7 }]) {
    const answer = await v2({ method: 'POST', path: loginPath.v2, body })
    look(judge, `POST ${loginPath.v2}`, answer.body ?? null)
  }
}

function look(judge: Judge, place: string, body: Json): void {
  judge.looked(1, 'answers')
  const secrets = [...secretsIn(body, '$')]
  tried(judge, place, secrets.length === 0)
  for (const found of secrets) judge.finding({ code: found.code, place: `${place} ${found.path}` })
}

function* secretsIn(value: Json, path: string): Generator<{ readonly code: string; readonly path: string }> {
  if (typeof value === 'string') {
    if (storedPassword.test(value)) yield { code: 'password_shown', path }
    if (internals.test(value)) yield { code: 'insides_shown', path }
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* secretsIn(item, `${path}[${at}]`)
  } else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (ownWords.includes(name)) continue
      if (secretNames.test(name)) yield { code: 'secret_named', path: `${path}.${name}` }
      yield* secretsIn(item, `${path}.${name}`)
    }
  }
}
