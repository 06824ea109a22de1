import { fillPath } from '../../../src/api/route.ts'
import { identify } from '../../../src/betty/identity.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type Api, createApi } from '../../support/api.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { served } from '../../support/served.ts'
import { systems } from '../../support/systems.ts'
import { type AskedCall, describeCall, memberOf, report } from '../answers.ts'
import { tried } from '../tried.ts'
import { visitAsMany } from './people.ts'
import { loginPath, meetStrangers } from './strangers.ts'
import { badTokens, type Credentials, tokensOf } from './tokens.ts'

/** Logins that v1 refuses, and every protected route of both with every kind of bad token. */
export async function compareLoginRefusals(judge: Judge): Promise<void> {
  const { login, v1, v2, mapped } = await meetStrangers()
  const { username, password } = login
  const logins: Json[] = [
    { username, password: `${password}x` },
    { username, password: '' },
    { username, password: password.toUpperCase() },
    { username, password: ` ${password}` },
    { username, password: `${password} ` },
    { username: username.toUpperCase(), password },
    { username: ` ${username}`, password },
    { username: `${username} `, password },
    { username, password: password.slice(0, -1) },
    { username, password: null },
    { username, password: [password] },
    { username: [username], password },
    { username: `${username}-nobody`, password },
    { username: `${username}' OR '1'='1`, password },
    { username: `${username}\0`, password },
    { username: `${username}\u200b`, password },
    { username: `${username.slice(0, -1)}%`, password },
    { username: wide(username), password },
    { username, password: `${password} and more behind it` },
    { username: 'v1-unowned', password: '' },
    { username },
    {},
    ...(login.inactive === undefined ? [] : [{ username: login.inactive, password }]),
  ]
  for (const body of logins) {
    const call = { method: 'POST', path: loginPath.v1, body }
    const [before, after] = [await v1(call), await mapped(call)]
    judge.looked(1, 'logins')
    const place = {
      ...call,
      path: `${call.path} ${JSON.stringify({ ...(body as object), password: undefined })}`,
    }
    if (before.status < 400) judge.finding({ code: 'v1_lets_in', place: describeCall(place) })
    report(judge, place, differences({ status: before.status }, { status: after.status }))
    // what the mapping refuses itself has not come as far as v2
    const direct = await v2({ method: 'POST', path: loginPath.v2, body })
    if (before.status >= 400 && direct.status < 400)
      judge.finding({ code: 'v2_lets_in', place: describeCall(place), actual: String(direct.status) })
  }
  await expectNoNamesTold(judge)
  await refuseTokens(judge)
}

/** The same letters as wide as Chinese ones are: one of the forms that Unicode calls compatible. */
const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0))

/** Where v1 says the same of a name that nobody has and of a wrong password, so does v2: who is there is nobody's business. */
async function expectNoNamesTold(judge: Judge): Promise<void> {
  const { login, v1, v2 } = await meetStrangers()
  const { username, password } = login
  const said = async (api: Api, path: string): Promise<readonly Json[]> => {
    const bodies = [
      { username, password: `${password}x` },
      { username: `${username}-nobody`, password: `${password}x` },
    ]
    const answers = await Promise.all(bodies.map((body) => api({ method: 'POST', path, body })))
    return answers.map(({ status, body }) => [
      status,
      ...['error', 'message', 'error_code', 'details'].map((name) => memberOf(body, name)),
    ])
  }
  const isSame = ([one, other]: readonly Json[]): boolean => differences(one, other).length === 0
  judge.looked(2, 'logins')
  if (!isSame(await said(v1, loginPath.v1)) || isSame(await said(v2, loginPath.v2))) return
  judge.finding({ code: 'names_told', place: `POST ${loginPath.v2}`, expected: 'the same for both' })
}

async function refuseTokens(judge: Judge): Promise<void> {
  const { world } = systems()
  const people = (await visitAsMany(world, 100)).map(({ person }) => person)
  const admin = people.find(({ role }) => role === 'admin') ?? people[0]
  if (!admin) judge.notRun('no user of v1 is in v2')
  const [there = 0n] = await sampleIds(world, 1)
  const calls = [
    ...protectedCalls('source', nobody.v1),
    ...protectedCalls('target', nobody.v2),
    {
      side: 'target' as const,
      call: { method: 'GET', path: `/api/v2/knowledge/${identify('knowledge', there)}` },
    },
    {
      side: 'target' as const,
      call: { method: 'POST', path: '/api/v2/query/advanced-search', body: { query: 'a' } },
    },
  ]
  const shutOut = await findInactive()
  const bad = [
    ...(await badTokens(world, admin)),
    ...(shutOut ? [['a token of a user who is not active', shutOut] as const] : []),
  ]
  await mapAtOnce(bad, async ([what, tokens]) => {
    for (const { call, side } of calls) {
      const { status } = await apiWith(side, tokens)(call)
      judge.looked(1, 'calls')
      report(judge, call, differences({ status: 401 }, { status }, `$ with ${what}`))
    }
  })
  // where a good one stands in another place than v1 looks for it, nobody is known either
  const known = await findActive(people)
  for (const misplaced of known ? misplacedTokens(known) : [])
    await mapAtOnce(calls, async ({ call, side }) => {
      const { status } = await apiWith(side, { v1: undefined, v2: undefined })({
        ...call,
        ...misplaced(side),
      })
      judge.looked(1, 'calls')
      report(judge, call, differences({ status: 401 }, { status }, '$ with a token in another place'))
    })
  // the same routes let a good token in, so that the refusals above mean something
  if (!known) judge.notRun('v1 has no active user, so no token is a good one')
  for (const { call, side } of calls) {
    const { status } = await apiWith(side, known)(call)
    judge.looked(1, 'calls')
    tried(judge, describeCall(call), status !== 401)
    if (status !== 401) continue
    judge.finding({ code: 'good_token_refused', place: `${call.method} ${call.path}`, actual: '401' })
  }
}

const queryNames = ['token', 'access_token', 'auth', 'jwt', 'authorization']

/** A token where addresses and logs show it, in a cookie that a browser sends unasked, or of another scheme. */
const misplacedTokens = (tokens: Credentials) => {
  const tokenOf = (side: Side): string => (side === 'source' ? tokens.v1 : tokens.v2) ?? ''
  return [
    (side: Side) => ({
      query: Object.fromEntries(queryNames.map((name) => [name, tokenOf(side)])),
    }),
    (side: Side) => ({ headers: { cookie: `token=${tokenOf(side)}; access_token=${tokenOf(side)}` } }),
    ...['Basic ', 'Token ', 'JWT ', ''].map((scheme) => (side: Side) => ({
      headers: { authorization: `${scheme}${tokenOf(side)}` },
    })),
    (side: Side) => ({ headers: { 'x-access-token': tokenOf(side), 'x-auth-token': tokenOf(side) } }),
  ]
}

const nobody = { v1: '9223372036854775806', v2: identify('knowledge', 9223372036854775806n) }

type Side = 'source' | 'target'

/** Every operation that asks for a token, so that it changes nothing even when it lets somebody in. */
const protectedCalls = (side: Side, id: string): { readonly call: AskedCall; readonly side: Side }[] =>
  served()
    .apis[side].operations.filter(({ needs }) => needs !== null)
    .map(({ route: { method, path } }) => {
      const hasBody = method === 'POST' || method === 'PUT'
      return { side, call: { method, path: fillPath(path, { id }), ...(hasBody && { body: {} }) } }
    })

/** The tokens of somebody whom both sides have shut out. */
async function findInactive(): Promise<Credentials | undefined> {
  const { world } = systems()
  for (const { person, v1 } of await visitAsMany(world, 100)) {
    const { status } = await v1({ path: '/api/v1/users/profile' })
    if (status === 401) return tokensOf(world, person)
  }
  return undefined
}

function apiWith(side: Side, tokens: Credentials): Api {
  const { world, timeout } = systems()
  const [url, token] = side === 'source' ? [world.v1Url, tokens.v1] : [world.v2Url, tokens.v2]
  return createApi({ url, timeout, ...(token !== undefined && { token }) })
}

/** The tokens of the first person whom v1 knows as active. */
async function findActive(
  people: readonly Parameters<typeof tokensOf>[1][],
): Promise<Credentials | undefined> {
  for (const person of people) {
    const tokens = await tokensOf(systems().world, person)
    const { status } = await apiWith('source', tokens)({ path: '/api/v1/users/profile' })
    if (status === 200) return tokens
  }
  return undefined
}
