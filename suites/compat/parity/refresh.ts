import { differences } from '../../../src/compare/differences.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, memberOf, report } from '../answers.ts'
import { rightsOf } from '../auth/claims.ts'
import { loginPath, meetStrangers, namesOf, type Strangers } from '../auth/strangers.ts'
import { askFor } from './ask.ts'

const path = '/api/v2/auth/refresh'

/** A refresh token gives tokens that work, once; used again, or made up, it gives none. */
export async function tryRefresh(judge: Judge): Promise<void> {
  const strangers = await meetStrangers()
  judge.message(`tried on ${strangers.login.place}`)
  for (const username of namesOf(strangers)) await refreshAs(judge, strangers, username)
}

async function refreshAs(judge: Judge, { login, v2 }: Strangers, username: string): Promise<void> {
  const { password } = login
  const session = dataOf(await v2({ method: 'POST', path: loginPath.v2, body: { username, password } }))
  const first = String(memberOf(session, 'refresh_token'))
  const next = await askFor(judge, v2, path, { refresh_token: first })
  const second = String(memberOf(next, 'refresh_token'))
  const token = String(memberOf(next, 'token'))
  const [given, again] = [memberOf(session, 'token'), token].map(rightsOf)
  report(judge, { method: 'POST', path }, differences(given ?? null, again ?? null, '$.claims'))
  const [known, same] = [session, next].map((data) => [
    memberOf(data, 'user'),
    memberOf(data, 'token_type'),
    memberOf(data, 'expires_in'),
  ])
  report(judge, { method: 'POST', path }, differences(known ?? null, same ?? null, '$.data'))
  const { timeout } = systems()
  const profile = await createApi({ url: login.world.v2Url, token, timeout })({
    path: '/api/v2/users/profile',
  })
  if (memberOf(dataOf(profile), 'username') !== username)
    judge.finding({
      code: 'token_does_not_work',
      place: `POST ${path}`,
      expected: username,
      actual: String(profile.status),
    })
  const asToken = await createApi({ url: login.world.v2Url, token: second, timeout })({
    path: '/api/v2/users/profile',
  })
  if (asToken.status !== 401)
    judge.finding({
      code: 'refresh_token_opens',
      place: 'GET /api/v2/users/profile with a refresh token',
      expected: '401',
      actual: String(asToken.status),
    })
  if (first === second) judge.finding({ code: 'token_repeated', place: `POST ${path}` })
  await askFor(judge, v2, path, { refresh_token: first }, 401)
  await askFor(judge, v2, path, { refresh_token: `${second}x` }, 401)
  await askFor(judge, v2, path, { refresh_token: token }, 401)
  // of two who come with it at once, one gets in
  const call = { method: 'POST', path, body: { refresh_token: second } }
  const both = await Promise.all([v2(call), v2(call)])
  const statuses = both.map(({ status }) => status).toSorted()
  report(judge, { method: 'POST', path }, differences([200, 401], statuses, '$ of two at once'))
  for (const used of [first, second]) await askFor(judge, v2, path, { refresh_token: used }, 401)
}
