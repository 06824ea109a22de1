import type { Answer } from '../../../src/api/exchange.ts'
import { identify, projectId } from '../../../src/betty/identity.ts'
import { isJsonObject, type Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { has } from '../../support/given.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { openApis, systems, withDatabase } from '../../support/systems.ts'
import { type AskedCall, dataOf, describeCall, memberOf } from '../answers.ts'
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
    { method: 'POST', path: search, body: { query: 'a', max_results: 20 } },
    {
      method: 'POST',
      path: '/api/v2/cross-project/search',
      body: { query: 'a', project_ids: [projectId('default')] },
    },
    { method: 'POST', path: search, body: { query: 7 } },
    {
      method: 'POST',
      path: search,
      body: { query: 'a', filters: [{ field: 'no_such', operator: 'eq', value: 1 }] },
    },
    { method: 'POST', path: search, body: { query: "'", max_results: -1 } },
  ]
  const secrets = await readSecrets()
  for (const call of calls) look(judge, describeCall(call), await apis.v2(call), secrets)

  const { login, v2 } = await meetStrangers()
  const { username, password } = login
  for (const body of [{ username, password }, { username, password: `${password}x` }, { username: 7 }]) {
    const answer = await v2({ method: 'POST', path: loginPath.v2, body })
    look(judge, `POST ${loginPath.v2}`, answer, secrets)
    const refresh_token = memberOf(dataOf(answer), 'refresh_token')
    if (refresh_token === null) continue
    const path = '/api/v2/auth/refresh'
    look(judge, `POST ${path}`, await v2({ method: 'POST', path, body: { refresh_token } }), secrets)
  }
}

/** What no answer may hold under whatever name: the ends of stored passwords, and the secret of the tokens. */
async function readSecrets(): Promise<ReadonlySet<string>> {
  const { world } = systems()
  const rows = has(world, 'databaseUrl')
    ? await withDatabase(world, (session) =>
        session.query('SELECT DISTINCT password_hash FROM users WHERE length(password_hash) > 20 LIMIT 1000'),
      )
    : []
  const stored = rows.flatMap(({ password_hash }) => String(password_hash).split('$').slice(-2))
  const secrets = [...stored, ...(has(world, 'secret') ? [world.secret] : [])]
  return new Set(secrets.filter((secret) => secret.length >= 16))
}

function look(
  judge: Judge,
  place: string,
  { body = null, headers }: Answer,
  secrets: ReadonlySet<string>,
): void {
  judge.looked(1, 'answers')
  const inHeaders = Object.entries(headers).flatMap(([name, value]) => [
    ...secretsIn(value, `header ${name}`, secrets),
  ])
  const shown = [...secretsIn(body, '$', secrets), ...inHeaders]
  tried(judge, place, shown.length === 0)
  for (const found of shown) judge.finding({ code: found.code, place: `${place} ${found.path}` })
}

/** The places of a value where a stored password, one of these secrets or the insides of the server stand. */
export function* secretsIn(
  value: Json,
  path: string,
  secrets: ReadonlySet<string>,
): Generator<{ readonly code: string; readonly path: string }> {
  if (typeof value === 'string') {
    if (storedPassword.test(value) || [...secrets].some((secret) => value.includes(secret)))
      yield { code: 'password_shown', path }
    if (internals.test(value)) yield { code: 'insides_shown', path }
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* secretsIn(item, `${path}[${at}]`, secrets)
  } else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (ownWords.includes(name)) continue
      if (secretNames.test(name)) yield { code: 'secret_named', path: `${path}.${name}` }
      yield* secretsIn(item, `${path}.${name}`, secrets)
    }
  }
}
