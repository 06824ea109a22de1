import { differences } from '../../../src/compare/differences.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, memberOf, report } from '../answers.ts'
import { successOf } from '../format/shapes-of-new.ts'
import { rightsOf } from './claims.ts'
import { loginPath, meetStrangers } from './strangers.ts'

/** The same name and password, the same user; and the token that v2 gives opens its doors. */
export async function compareLogins(judge: Judge): Promise<void> {
  const { login, v1, v2, mapped } = await meetStrangers()
  const { username, password } = login
  const call = { method: 'POST', path: loginPath.v1, body: { username, password } }
  judge.message(`tried on ${login.place}`)
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
  // who asks for more gets no more: v2 passes over what it does not know
  const more = { role: 'viewer', permissions: ['system:admin'], user_id: 1 }
  const direct = await v2({ method: 'POST', path: loginPath.v2, body: { username, password, ...more } })
  const rights = [after, direct].map((answer) => rightsOf(memberOf(dataOf(answer), 'token')))
  if (direct.status < 400) {
    report(
      judge,
      { ...call, path: loginPath.v2 },
      differences(rights[0] ?? null, rights[1] ?? null, '$.claims'),
    )
    const profile = dataOf(
      await createApi({
        url: login.world.v2Url,
        token: String(memberOf(dataOf(after), 'token')),
        timeout: systems().timeout,
      })({ path: '/api/v2/users/profile' }),
    )
    const user = memberOf(dataOf(direct), 'user')
    for (const name of ['id', 'v1_id', 'username', 'role'])
      report(
        judge,
        { ...call, path: loginPath.v2 },
        differences(memberOf(profile, name), memberOf(user, name), `$.data.user.${name}`),
      )
    for (const issue of successOf(loginPath.v2).safeParse(direct.body).error?.issues ?? [])
      judge.finding({
        code: 'shape_differs',
        place: `POST ${loginPath.v2} $.${issue.path.join('.')}`,
        actual: issue.message,
      })
  }
  const type = String(memberOf(dataOf(direct), 'token_type')).toLowerCase()
  report(judge, { ...call, path: loginPath.v2 }, differences('bearer', type, '$.data.token_type'))
  // who logs in from another place stays in at the first
  const again = await v2({ method: 'POST', path: loginPath.v2, body: { username, password } })
  const keys = [direct, again].map((answer) => memberOf(dataOf(answer), 'refresh_token'))
  if (direct.status < 400 && keys[0] === keys[1])
    judge.finding({ code: 'refresh_token_repeated', place: `POST ${loginPath.v2}` })
  const token = String(memberOf(dataOf(after), 'token'))
  const { timeout } = systems()
  const path = '/api/v2/users/profile'
  const profile = await createApi({ url: login.world.v2Url, token, timeout })({ path })
  report(
    judge,
    { path },
    differences(
      { status: 200, username },
      { status: profile.status, username: memberOf(dataOf(profile), 'username') },
    ),
  )
}
