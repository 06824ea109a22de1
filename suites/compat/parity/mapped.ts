import { fillPath } from '../../../src/api/route.ts'
import { identify } from '../../../src/betty/identity.ts'
import { betty } from '../../../src/betty/index.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { idOf, resultsOf } from '../answers.ts'

/**
 * An empty body is refused by a route that is there (400, 422); a route that is not there answers 404 or 405. What changes
 * an item is asked with an id that is none, so that nothing is changed.
 */
export async function expectMappedRoutes(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const list = await apis.v1({ path: '/api/v1/knowledge/list', query: { limit: '100' } })
  const ids = resultsOf(list).map(idOf)
  const id = ids.find((each) => !apis.quarantined.get('knowledge')?.has(each)) ?? '1'
  for (const { id: name, to } of betty.mappings) {
    const isRead = to.method === 'GET' || to.method === 'POST'
    const path = fillPath(to.path, { id: isRead ? identify('knowledge', BigInt(id)) : 'no-uuid' })
    const { status } = await apis.v2({ method: to.method, path, ...(to.method === 'POST' && { body: {} }) })
    judge.looked(1, 'endpoints')
    if (status === 404 || status === 405 || status >= 500) {
      judge.finding({
        code: 'endpoint_missing',
        place: `${to.method} ${to.path} (for ${name})`,
        actual: String(status),
      })
    }
  }
}
