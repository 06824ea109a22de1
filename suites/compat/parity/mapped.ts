import { fillPath } from '../../../src/api/route.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { served } from '../../support/served.ts'
import { openApis } from '../../support/systems.ts'
import { tried } from '../tried.ts'

/**
 * An empty body, or an id that is none, is refused by a route that is there (400, 422); a route that is not there answers
 * 404 or 405. Nothing is changed.
 */
export async function expectMappedRoutes(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  for (const { id: name, to } of served().mappings) {
    const path = fillPath(to.path, { id: 'no-uuid' })
    const { status } = await apis.v2({ method: to.method, path, ...(to.method === 'POST' && { body: {} }) })
    judge.looked(1, 'endpoints')
    const isThere = status !== 404 && status !== 405 && status < 500
    tried(judge, `${to.method} ${to.path}`, isThere)
    if (!isThere) {
      judge.finding({
        code: 'endpoint_missing',
        place: `${to.method} ${to.path} (for ${name})`,
        actual: String(status),
      })
    }
  }
}
