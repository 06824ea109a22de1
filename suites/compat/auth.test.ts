import { decodeJwt, SignJWT } from 'jose'
import { identify } from '../../src/betty/identity.ts'
import { betty } from '../../src/betty/index.ts'
import { permissions, roles } from '../../src/betty/vocabulary.ts'
import { differences } from '../../src/compare/differences.ts'
import type { Json } from '../../src/json/json.ts'
import { createApi } from '../support/api.ts'
import { check } from '../support/check.ts'
import { openApis, readOrigins, systems, withDatabase } from '../support/systems.ts'
import { throughMapping } from '../support/through-mapping.ts'
import { idOf, memberOf, report } from './answers.ts'
import { compareRights } from './auth/rights.ts'

const dataOf = (body: Json | undefined): Json => memberOf(body, 'data')

/** Both sides as somebody who has no token yet. */
async function strangers() {
  const { login, timeout } = systems()
  const v1 = createApi({ url: login.world.v1Url, timeout })
  const v2 = createApi({ url: login.world.v2Url, timeout })
  const origins = await withDatabase(login.world, readOrigins)
  return { login, timeout, v1, v2, mapped: throughMapping(v2, betty.mappings, origins) }
}

check('auth.login', async (judge) => {
  const { login, timeout, v1, v2, mapped } = await strangers()
  const { username, password } = login
  const call = { method: 'POST', path: '/api/v1/auth/login', body: { username, password } }
  judge.message(`tried on ${login.place}`)
  const [before, after] = [await v1(call), await mapped(call)]
  judge.looked(2, 'logins')
  const user = memberOf(dataOf(before.body), 'user')
  report(judge, call, differences({ status: 200 }, { status: before.status }))
  report(
    judge,
    call,
    differences(
      { status: before.status, user },
      { status: after.status, user: memberOf(dataOf(after.body), 'user') },
    ),
  )
  const direct = await v2({ ...call, path: '/api/v2/auth/login' })
  const token = String(memberOf(dataOf(direct.body), 'token'))
  const claims = direct.status === 200 ? decodeJwt(token) : {}
  const expected = { username, user_id: identify('users', BigInt(idOf(user))) }
  report(
    judge,
    call,
    differences(expected, { username: claims.username, user_id: claims.user_id } as Json, '$.claims'),
  )
  const profile = await createApi({ url: login.world.v2Url, token, timeout })({
    path: '/api/v2/users/profile',
  })
  report(judge, call, differences({ status: 200 }, { status: profile.status }, '$.profile'))
})

check('auth.refusals', async (judge) => {
  const { login, v1, mapped, v2 } = await strangers()
  const { username, password } = login
  const logins: Json[] = [
    { username, password: `${password}x` },
    { username, password: '' },
    { username: username.toUpperCase(), password },
    { username: `${username}-nobody`, password },
    { username },
    ...(login.inactive === undefined ? [] : [{ username: login.inactive, password }]),
  ]
  for (const body of logins) {
    const call = { method: 'POST', path: '/api/v1/auth/login', body }
    const [before, after] = [await v1(call), await mapped(call)]
    judge.looked(1, 'logins')
    if (before.status < 400)
      judge.finding({
        code: 'v1_lets_in',
        place: `POST /api/v1/auth/login ${String(memberOf(body, 'username'))}`,
      })
    report(judge, call, differences({ status: before.status }, { status: after.status }))
  }
  for (const [what, token] of await badTokens(login.world.secret)) {
    for (const path of ['/api/v2/users/profile', `/api/v2/knowledge/${identify('knowledge', 1n)}`]) {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const { status } = await v2({ path, headers })
      judge.looked(1, 'tokens')
      report(judge, { path }, differences({ status: 401 }, { status }, `$ with ${what}`))
    }
  }
  // the same routes let a good token in, so that the refusals above mean something
  const apis = await openApis(judge, login.world)
  const { status } = await apis.v2({ path: '/api/v2/users/profile' })
  report(
    judge,
    { path: '/api/v2/users/profile' },
    differences({ status: 200 }, { status }, '$ with a good token'),
  )
})

async function badTokens(secret: string): Promise<readonly (readonly [string, string | undefined])[]> {
  const claims = {
    user_id: identify('users', 1n),
    username: 'x',
    role: 'admin',
    permissions: [],
    project_access: ['*'],
  }
  const sign = (key: string, expires: number) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(key))
  const now = Math.floor(Date.now() / 1000)
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
  return [
    ['no token', undefined],
    ['garbage', 'garbage'],
    ['an unsigned token', unsigned],
    ['an expired token', await sign(secret, now - 60)],
    ['a token of another server', await sign(`${secret}!`, now + 600)],
  ]
}

check('auth.rights', async (judge) => {
  const { world, timeout } = systems()
  await compareRights(judge, world, timeout, { roles, permissions })
})
