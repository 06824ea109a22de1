import { createApi } from '../support/api.ts'
import { check } from '../support/check.ts'
import { systems } from '../support/systems.ts'
import { memberOf } from './answers.ts'

check('health.v1-answers', async (judge) => {
  const { world, timeout } = systems()
  const { status, body } = await createApi({ url: world.v1Url, timeout })({ path: '/api/v1/health' })
  judge.looked(1, 'answer')
  judge.reproduce(`curl ${world.v1Url}/api/v1/health`)
  const said = { status, health: memberOf(body, 'status'), version: String(memberOf(body, 'version')) }
  if (status !== 200 || said.health !== 'healthy' || !said.version.startsWith('1.')) {
    judge.finding({ code: 'unhealthy', place: 'GET /api/v1/health', actual: JSON.stringify(said) })
  }
})

check('health.v2-answers', async (judge) => {
  const { world, timeout } = systems()
  const { status, body } = await createApi({ url: world.v2Url, timeout })({ path: '/api/health' })
  judge.looked(1, 'answer')
  judge.reproduce(`curl ${world.v2Url}/api/health`)
  const said = {
    status,
    health: memberOf(body, 'status'),
    database: memberOf(body, 'database'),
    version: String(memberOf(body, 'version')),
  }
  const well = status === 200 && said.health === 'healthy' && said.database === 'connected'
  if (!well || !said.version.startsWith('2.')) {
    judge.finding({ code: 'unhealthy', place: 'GET /api/health', actual: JSON.stringify(said) })
  }
})
