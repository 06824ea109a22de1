import { fillPath } from '../../src/api/route.ts'
import { identify } from '../../src/betty/identity.ts'
import { betty } from '../../src/betty/index.ts'
import { check } from '../support/check.ts'
import { openApis } from '../support/systems.ts'
import { idOf, memberOf, resultsOf } from './answers.ts'

/**
 * An empty body is refused by a route that is there (400, 422); a route that is not there answers 404 or 405. What changes
 * an item is asked with an id that is none, so that nothing is changed.
 */
check('parity.mapped', async (judge) => {
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
})

check('parity.search-types', async (judge) => {
  const apis = await openApis(judge)
  const path = '/api/v2/query/advanced-search'
  for (const type of ['keyword', 'hybrid', 'semantic']) {
    const { status, body } = await apis.v2({ method: 'POST', path, body: { query: 'a', search_type: type } })
    const data = memberOf(body, 'data')
    const results = memberOf(data, 'results')
    judge.looked(1, 'searches')
    const used = memberOf(memberOf(data, 'search_metadata'), 'search_type_used')
    if (status !== 200 || used !== type) {
      judge.finding({
        code: 'search_type',
        place: `POST ${path} ${type}`,
        expected: type,
        actual: `${status}, ${String(used)}`,
      })
    }
    for (const result of Array.isArray(results) ? results : []) {
      const score = memberOf(result, 'similarity_score')
      if (typeof score === 'number' && score >= 0 && score <= 1) continue
      judge.finding({
        code: 'score_out_of_range',
        place: `POST ${path} ${type}`,
        expected: '0 to 1',
        actual: String(score),
      })
    }
  }
})
