import { decodeJwt, decodeProtectedHeader } from 'jose'
import { identify } from '../../../src/betty/identity.ts'
import { permissions, roles } from '../../../src/betty/vocabulary.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json, JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, idOf, listOf, memberOf, report } from '../answers.ts'
import { loginPath, meetStrangers, namesOf, type Strangers } from './strangers.ts'

/** No longer ago or ahead than this, in seconds: two clocks. */
const near = 300

/** Tokens are compared by what they claim: the same person, the role and the permissions that the profile of v1 gives. */
export async function compareClaims(judge: Judge): Promise<void> {
  const strangers = await meetStrangers()
  for (const username of namesOf(strangers)) await compareClaimsOf(judge, strangers, username)
}

async function compareClaimsOf(judge: Judge, { login, v1, v2 }: Strangers, username: string): Promise<void> {
  const { password } = login
  const body = { username, password }
  const given = await v1({ method: 'POST', path: loginPath.v1, body })
  const direct = await v2({ method: 'POST', path: loginPath.v2, body })
  const tokens = [given, direct].map((answer) => String(memberOf(dataOf(answer), 'token')))
  const [old, now] = tokens.map(claimsOf)
  judge.looked(2, 'tokens')
  const { timeout } = systems()
  const profile = dataOf(
    await createApi({ url: login.world.v1Url, token: tokens[0] ?? '', timeout })({
      path: '/api/v1/users/profile',
    }),
  )
  const expected = {
    alg: 'HS256',
    user_id: identify('users', BigInt(idOf(profile))),
    username: memberOf(profile, 'username'),
    role: roles.up[String(memberOf(profile, 'role'))] ?? 'viewer',
    permissions: mapped(memberOf(profile, 'permissions')),
    project_access: 'a list',
    lasts: true,
  }
  const actual = {
    alg: now?.alg ?? null,
    user_id: now?.user_id ?? null,
    username: now?.username ?? null,
    role: now?.role ?? null,
    permissions: listOf(now?.permissions ?? null).toSorted(),
    project_access: Array.isArray(now?.project_access) ? 'a list' : (now?.project_access ?? null),
    lasts: lasts(now, memberOf(dataOf(direct), 'expires_in')),
  }
  const call = { method: 'POST', path: loginPath.v2 }
  report(judge, call, differences(expected, actual, '$.claims'))
  report(judge, call, differences(old?.username ?? null, actual.username, '$.claims.username of v1'))
  const known = ['user_id', 'username', 'role', 'permissions', 'project_access', 'iat', 'exp', 'alg']
  for (const name of Object.keys(now ?? {})) {
    if (!known.includes(name))
      judge.finding({ code: 'claim_unknown', place: `POST ${loginPath.v2} $.claims.${name}`, info: true })
  }
}

/** The words of v2 for those of v1 that grant something. */
const mapped = (words: Json): Json =>
  listOf(words)
    .flatMap((word) => permissions.up[String(word).trim().toLowerCase()] ?? [])
    .toSorted()

function claimsOf(token: string): JsonObject {
  try {
    return { ...(decodeJwt(token) as JsonObject), alg: decodeProtectedHeader(token).alg ?? null }
  } catch {
    return {}
  }
}

/** Made just now, and valid for as long as the answer says. */
function lasts(claims: JsonObject | undefined, expiresIn: Json): boolean {
  const [iat, exp] = [Number(claims?.iat), Number(claims?.exp)]
  return Math.abs(iat - Date.now() / 1000) <= near && Math.abs(exp - iat - Number(expiresIn)) <= 1
}

/** Who a token says its bearer is, and what they may do. */
export function rightsOf(token: Json): Json {
  try {
    const { iat: _iat, exp: _exp, jti: _jti, ...rights } = decodeJwt(String(token))
    return rights as Json
  } catch {
    return 'no token'
  }
}
