import { openApis, test } from 'betty-migrate/vitest'
import { expect } from 'vitest'
import { check } from '../check.ts'

const firstPage = { path: '/api/v1/knowledge/list', query: { page: '1', limit: '5' } }

check('clients.first-page', async (judge) => {
  const { v1, mapped } = await openApis(judge)
  const [before, after] = [await v1(firstPage), await mapped(firstPage)]
  judge.looked(1, 'pages')
  expect(after.body).toEqualJson(before.body ?? null)
})

test('v1 and v2 say which version they are', async ({ v1, v2 }) => {
  expect((await v1({ path: '/api/v1/version' })).body).toMatchObject({
    data: { version: expect.stringMatching(/^1\./) },
  })
  expect((await v2({ path: '/api/version/info' })).body).toMatchObject({ data: { api_version: '2.0' } })
})
