import type { z } from 'zod'
import type { Answer } from '../../src/api/exchange.ts'
import { identify } from '../../src/betty/identity.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { check } from '../support/check.ts'
import { sampleIds } from '../support/sample-ids.ts'
import { openApis, systems } from '../support/systems.ts'
import { v1Shapes, v2Shapes } from './format/shapes.ts'

function expectShape(
  judge: Judge,
  place: string,
  shape: z.ZodType,
  { status, body }: Answer,
  expected = 200,
): void {
  judge.looked(1, 'answers')
  if (status !== expected) {
    judge.finding({ code: 'status_differs', place, expected: String(expected), actual: String(status) })
    return
  }
  for (const issue of shape.safeParse(body).error?.issues ?? []) {
    judge.finding({
      code: 'shape_differs',
      place: `${place} $.${issue.path.join('.')}`,
      actual: issue.message,
    })
  }
}

check('format.v1-resource', async (judge) => {
  const { world } = systems()
  const apis = await openApis(judge)
  for (const id of await sampleIds(world, 30)) {
    if (apis.quarantined.get('knowledge')?.has(String(id))) continue
    const path = `/api/v1/knowledge/${id}`
    expectShape(judge, `GET ${path}`, v1Shapes.item, await apis.v1({ path }))
  }
  expectShape(judge, 'GET list', v1Shapes.list, await apis.v1({ path: '/api/v1/knowledge/list' }))
  expectShape(
    judge,
    'GET search',
    v1Shapes.search,
    await apis.v1({ path: '/api/v1/search', query: { q: 'a' } }),
  )
  expectShape(judge, 'GET profile', v1Shapes.profile, await apis.v1({ path: '/api/v1/users/profile' }))
  expectShape(judge, 'GET version', v1Shapes.version, await apis.v1({ path: '/api/v1/version' }))
  expectShape(
    judge,
    'GET no item',
    v1Shapes.failure,
    await apis.v1({ path: '/api/v1/knowledge/9223372036854775806' }),
    404,
  )
})

check('format.v2-resource', async (judge) => {
  const { world } = systems()
  const apis = await openApis(judge)
  for (const id of await sampleIds(world, 30)) {
    if (apis.quarantined.get('knowledge')?.has(String(id))) continue
    const path = `/api/v2/knowledge/${identify('knowledge', id)}`
    expectShape(judge, `GET ${path}`, v2Shapes.item, await apis.v2({ path }))
  }
  const search = { method: 'POST', path: '/api/v2/query/advanced-search', body: { query: '' } }
  expectShape(judge, 'POST advanced-search', v2Shapes.search, await apis.v2(search))
  expectShape(judge, 'GET profile', v2Shapes.profile, await apis.v2({ path: '/api/v2/users/profile' }))
  expectShape(judge, 'GET version/info', v2Shapes.version, await apis.v2({ path: '/api/version/info' }))
  const nobody = { path: `/api/v2/knowledge/${identify('knowledge', 9223372036854775806n)}` }
  expectShape(judge, 'GET no item', v2Shapes.failure, await apis.v2(nobody), 404)
})
