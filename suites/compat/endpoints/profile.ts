import type { Answer } from '../../../src/api/exchange.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { openApis, systems } from '../../support/systems.ts'
import { dataOf, memberOf, report } from '../answers.ts'
import { compareAnswers, requireSteady } from '../compare-answers.ts'

/** The profile of somebody who may read, the version, which is that of v2, and that it is healthy. */
export async function compareProfile(judge: Judge): Promise<void> {
  const { login, timeout } = systems()
  const apis = await openApis(judge, login.world)
  const unsteady = await compareAnswers(judge, apis, [{ path: '/api/v1/users/profile' }])
  judge.looked(1, 'profiles')
  judge.message(`tried on ${login.place}`)
  const info = await createApi({ url: login.world.v2Url, timeout })({ path: '/api/version/info' })
  const mapped = await apis.mapped({ path: '/api/v1/version' })
  const expected = {
    version: memberOf(dataOf(info), 'api_version'),
    build: memberOf(memberOf(dataOf(info), 'build_info'), 'commit'),
  }
  const actual = { status: mapped.status, data: dataOf(mapped) }
  report(judge, { path: '/api/v1/version' }, differences({ status: info.status, data: expected }, actual))
  judge.looked(1, 'versions')
  const path = '/api/v1/health'
  const [v1, v2] = [await apis.v1({ path }), await apis.mapped({ path })]
  report(judge, { path }, differences(healthOf(v1), healthOf(v2)))
  judge.looked(1, 'answers')
  requireSteady(judge, unsteady)
}

/** Each tells its own version. */
const healthOf = ({ status, body }: Answer): Json => ({
  status,
  health: memberOf(body, 'status'),
  version: typeof memberOf(body, 'version'),
})
