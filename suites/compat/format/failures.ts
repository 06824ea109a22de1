import { identify } from '../../../src/betty/identity.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { openApis, systems } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'
import { visitAsMany } from '../auth/people.ts'
import { expectShapes, type Promised } from './expect-shape.ts'
import { expectOddCallsAnswered } from './odd-calls.ts'
import { v1Shapes, v2Shapes } from './shapes.ts'

/** Failures of v1, of every status that can be had without changing anything. */
export async function expectV1Failures(judge: Judge): Promise<void> {
  const { world, timeout } = systems()
  const apis = await openApis(judge)
  const failing = (status: number, call: Promised['call']): Promised => ({
    call,
    status,
    shape: v1Shapes.failure,
  })
  await expectShapes(judge, apis.v1, [
    failing(400, { path: '/api/v1/knowledge/abc' }),
    failing(400, { path: '/api/v1/knowledge/list', query: { page: '0' } }),
    failing(400, { method: 'POST', path: '/api/v1/search/semantic', body: {} }),
    failing(404, { path: '/api/v1/knowledge/9223372036854775806' }),
    failing(404, { path: '/api/v1/no-such-route' }),
    failing(401, { method: 'POST', path: '/api/v1/auth/login', body: { username: 'nobody', password: 'x' } }),
  ])
  const stranger = createApi({ url: world.v1Url, timeout })
  await expectShapes(judge, stranger, [failing(401, { path: '/api/v1/users/profile' })])
}

/** Failures of v2, in the same way; each has a request id of its own, and nothing that is asked breaks it. */
export async function expectV2Failures(judge: Judge): Promise<void> {
  const { world, timeout } = systems()
  const apis = await openApis(judge)
  const failing = (status: number, call: Promised['call']): Promised => ({
    call,
    status,
    shape: v2Shapes.failure,
  })
  const search = '/api/v2/query/advanced-search'
  const nobody = `/api/v2/knowledge/${identify('knowledge', 9223372036854775806n)}`
  await expectShapes(judge, apis.v2, [
    failing(404, { path: nobody }),
    failing(404, { path: '/api/v2/no-such-route' }),
    failing(422, { path: '/api/v2/knowledge/no-uuid' }),
    failing(422, { method: 'POST', path: '/api/v2/knowledge/add', body: {} }),
    failing(422, { method: 'POST', path: search, body: { search_type: 'magic' } }),
    failing(422, { method: 'POST', path: search, body: { query: 'a', max_results: -1 } }),
    failing(422, { method: 'POST', path: '/api/v2/query/pattern-match', body: { pattern_type: 'star' } }),
    failing(401, { method: 'POST', path: '/api/v2/auth/login', body: { username: 'nobody', password: 'x' } }),
    failing(401, { method: 'POST', path: '/api/v2/auth/refresh', body: { refresh_token: 'none' } }),
    failing(404, { method: 'PUT', path: nobody, body: { title: 'x' } }),
    failing(404, { method: 'DELETE', path: nobody }),
    failing(404, {
      path: `/api/v2/batch/operations/${identify('knowledge', 9223372036854775806n)}/progress`,
    }),
    ...['cross-project/search', 'batch/knowledge/import', 'webhooks/register'].map((name) =>
      failing(422, { method: 'POST', path: `/api/v2/${name}`, body: {} }),
    ),
    failing(422, {
      method: 'POST',
      path: '/api/v2/query/semantic-clusters',
      body: { min_cluster_size: 'many' },
    }),
  ])
  const large = { method: 'POST', path: search }
  const tooLarge = await apis.v2({ ...large, body: { query: 'x'.repeat(10 * 1024 * 1024 + 1) } })
  await expectShapes(judge, async () => tooLarge, [failing(413, large)])
  for (const { v2 } of await visitAsMany(world, 12)) {
    const call = { method: 'POST', path: '/api/v2/knowledge/add', body: {} }
    if ((await v2(call)).status === 403) await expectShapes(judge, v2, [failing(403, call)])
  }
  const stranger = createApi({ url: world.v2Url, timeout })
  await expectShapes(judge, stranger, [failing(401, { path: '/api/v2/users/profile' })])
  await expectOddCallsAnswered(judge, apis.v2)
  const [one, other] = [await apis.v2({ path: nobody }), await apis.v2({ path: nobody })]
  const ids = [one, other].map(({ body }) => memberOf(body, 'request_id'))
  if (ids[0] === ids[1])
    judge.finding({ code: 'request_id_repeated', place: `GET ${nobody}`, actual: String(ids[0]) })
}
