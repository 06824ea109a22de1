import { identify } from '../../../src/betty/identity.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { type Apis, openApis, systems } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'
import { expectShapes } from './expect-shape.ts'
import { v1Shapes, v2Shapes } from './shapes.ts'

const landedIds = async ({ quarantined }: Apis): Promise<readonly bigint[]> =>
  (await sampleIds(systems().world, 20)).filter((id) => !quarantined.get('knowledge')?.has(String(id)))

/** Answers of v1 have the shape of the v1 contract. */
export async function expectV1Resources(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const ids = await landedIds(apis)
  const search = { method: 'POST', path: '/api/v1/search/semantic', body: { query: 'a' } }
  await expectShapes(judge, apis.v1, [
    ...ids.map((id) => ({ call: { path: `/api/v1/knowledge/${id}` }, shape: v1Shapes.item })),
    { call: { path: '/api/v1/knowledge/list' }, shape: v1Shapes.list },
    { call: { path: '/api/v1/search', query: { q: 'a' } }, shape: v1Shapes.search },
    { call: search, shape: v1Shapes.search },
    { call: { path: '/api/v1/users/profile' }, shape: v1Shapes.profile },
    { call: { path: '/api/v1/version' }, shape: v1Shapes.version },
    { call: { path: '/api/v1/health' }, shape: v1Shapes.health },
  ])
}

/** Answers of v2 have the shape of the v2 contract. */
export async function expectV2Resources(judge: Judge): Promise<void> {
  const apis = await openApis(judge)
  const ids = await landedIds(apis)
  const search = (search_type: string, query: string) => ({
    call: {
      method: 'POST',
      path: '/api/v2/query/advanced-search',
      body: { query, search_type, max_results: 50 },
    },
    shape: v2Shapes.search,
  })
  await expectShapes(judge, apis.v2, [
    ...ids.map((id) => ({
      call: { path: `/api/v2/knowledge/${identify('knowledge', id)}` },
      shape: v2Shapes.item,
    })),
    ...['keyword', 'hybrid', 'semantic'].flatMap((type) => [search(type, ''), search(type, 'a')]),
    { call: { path: '/api/v2/users/profile' }, shape: v2Shapes.profile },
    { call: { path: '/api/version/info' }, shape: v2Shapes.version },
    { call: { path: '/api/health' }, shape: v2Shapes.health },
  ])
  const path = '/api/v2/users/profile'
  const [one, other] = [await apis.v2({ path }), await apis.v2({ path })].map(({ body }) =>
    memberOf(body, 'request_id'),
  )
  if (one === other) judge.finding({ code: 'request_id_repeated', place: `GET ${path}`, actual: String(one) })
}
