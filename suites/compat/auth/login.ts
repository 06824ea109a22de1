import { decodeJwt } from 'jose'
import type { Answer } from '../../../src/api/exchange.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, memberOf, numberText, report } from '../answers.ts'
import { successOf } from '../format/shapes-of-new.ts'
import { rightsOf } from './claims.ts'
import { loginPath, meetStrangers, namesOf, type Strangers } from './strangers.ts'

/** The same name and password, the same user; and the token that v2 gives opens its doors. */
export async function compareLogins(judge: Judge): Promise<void> {
  const strangers = await meetStrangers()
  judge.message(`tried on ${strangers.login.place}`)
  for (const username of namesOf(strangers)) await compareLogin(judge, strangers, username)
}

async function compareLogin(
  judge: Judge,
  { login, v1, v2, mapped }: Strangers,
  username: string,
): Promise<void> {
  const { password } = login
  const call = { method: 'POST', path: loginPath.v1, body: { username, password } }
  const [before, after] = [await v1(call), await mapped(call)]
  judge.looked(2, 'logins')
  report(judge, call, differences({ status: 200 }, { status: before.status }))
  const [expected, actual] = [before, after].map((answer) => ({
    status: answer.status,
    success: memberOf(answer.body, 'success'),
    user: memberOf(dataOf(answer), 'user'),
    expires_in: typeof memberOf(dataOf(answer), 'expires_in'),
  }))
  report(judge, call, differences(expected, actual))
  const place = { ...call, path: loginPath.v2 }
  const direct = await v2({ ...place, body: { username, password } })
  for (const issue of successOf(loginPath.v2).safeParse(direct.body).error?.issues ?? [])
    judge.finding({
      code: 'shape_differs',
      place: `POST ${loginPath.v2} $.${issue.path.join('.')}`,
      actual: issue.message,
    })
  const type = String(memberOf(dataOf(direct), 'token_type')).toLowerCase()
  report(judge, place, differences('bearer', type, '$.data.token_type'))
  expectEnd(judge, loginPath.v2, direct)
  expectEnd(judge, `${loginPath.v1} through the mapping`, after)
  // who logs in from another place stays in at the first; who asks for more there is refused, or gets no more
  const more = { role: 'viewer', permissions: ['system:admin'], user_id: 1 }
  const greedy = dataOf(await v2({ ...place, body: { username, password, ...more } }))
  const token = String(memberOf(dataOf(after), 'token'))
  if (greedy !== null) {
    const rights = rightsOf(memberOf(greedy, 'token'))
    report(judge, place, differences(rightsOf(token), rights, '$.data.token'))
    if (memberOf(greedy, 'refresh_token') === memberOf(dataOf(direct), 'refresh_token'))
      judge.finding({ code: 'refresh_token_repeated', place: `POST ${loginPath.v2}` })
  }
  const { timeout } = systems()
  const path = '/api/v2/users/profile'
  const profile = await createApi({ url: login.world.v2Url, token, timeout })({ path })
  const whoIs = (user: Json): Json => ['id', 'v1_id', 'role'].map((name) => memberOf(user, name))
  const user = memberOf(dataOf(direct), 'user')
  report(judge, place, differences(whoIs(dataOf(profile)), whoIs(user), '$.data.user'))
  report(
    judge,
    { path },
    differences(
      { status: 200, username },
      { status: profile.status, username: memberOf(dataOf(profile), 'username') },
    ),
  )
}

/** The token says the same of its end as the answer that brings it. */
function expectEnd(judge: Judge, path: string, answer: Answer): void {
  const { iat = 0, exp = 0 } = claimsOf(memberOf(dataOf(answer), 'token'))
  const seconds = Number(numberText(memberOf(dataOf(answer), 'expires_in')))
  if (Math.abs(exp - iat - seconds) <= 1) return
  const difference = { expected: String(exp - iat), actual: String(seconds) }
  judge.finding({ code: 'other_end', place: `POST ${path} expires_in`, ...difference })
}

/** Nothing when what was given is no token. */
function claimsOf(token: Json): ReturnType<typeof decodeJwt> {
  try {
    return decodeJwt(String(token))
  } catch {
    return {}
  }
}
