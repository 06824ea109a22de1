import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import type { World } from '../../support/bring-up.ts'
import { systems, withDatabase } from '../../support/systems.ts'
import { dataOf, memberOf } from '../answers.ts'
import { loginPath } from './strangers.ts'

const path = '/api/v2/auth/refresh'

/** Who is shut out after a login comes back neither by the refresh token nor by the password; on a copy only. */
export async function expectShutOut(judge: Judge, world: World): Promise<void> {
  const { login, timeout } = systems()
  const { username, password } = login
  const v2 = createApi({ url: world.v2Url, timeout })
  const logIn = () => v2({ method: 'POST', path: loginPath.v2, body: { username, password } })
  const session = await logIn()
  // a copy of somebody's database may not have the person whose password is known
  if (session.status !== 200) return
  const refresh_token = memberOf(dataOf(session), 'refresh_token')
  const token = String(memberOf(dataOf(session), 'token'))
  await setActive(world, username, false)
  try {
    const asked = {
      [`POST ${path}`]: await v2({ method: 'POST', path, body: { refresh_token } }),
      [`POST ${loginPath.v2}`]: await logIn(),
      'GET /api/v2/users/profile': await createApi({ url: world.v2Url, token, timeout })({
        path: '/api/v2/users/profile',
      }),
    }
    for (const [place, { status }] of Object.entries(asked)) {
      judge.looked(1, 'calls')
      if (status !== 401)
        judge.finding({
          code: 'right_gained',
          place: `${place} of a user who was shut out`,
          expected: '401',
          actual: String(status),
        })
    }
  } finally {
    await setActive(world, username, true)
  }
}

const setActive = (world: World, username: string, isActive: boolean) =>
  withDatabase(world, (session) =>
    session.query('UPDATE users SET is_active = $2 WHERE username = $1', [username, isActive]),
  )
