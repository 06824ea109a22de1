import type { Answer } from '../../src/api/exchange.ts'
import { differences } from '../../src/compare/differences.ts'
import { createApi } from '../support/api.ts'
import { check } from '../support/check.ts'
import { sampleIds } from '../support/sample-ids.ts'
import { openApis, systems } from '../support/systems.ts'
import { compareAnswers, memberOf, report } from './answers.ts'
import { compareLists } from './lists.ts'
import { quarantinedItems } from './quarantined-items.ts'
import { compareSearches, searchWords } from './searches.ts'

/** Stands for bytes that are no text: a filter cannot ask for those. */
const unreadable = '\uFFFD'

check('endpoints.get', async (judge) => {
  const { world } = systems()
  const apis = await openApis(judge)
  for (const id of await sampleIds(world)) {
    if (apis.quarantined.get('knowledge')?.has(String(id))) continue
    await compareAnswers(judge, apis, { path: `/api/v1/knowledge/${id}` })
    judge.looked(1, 'items')
  }
})

check('endpoints.list', async (judge) => {
  const { world } = systems()
  const apis = await openApis(judge)
  const missing = await quarantinedItems(apis)
  const items: Answer[] = []
  for (const id of await sampleIds(world)) items.push(await apis.v1({ path: `/api/v1/knowledge/${id}` }))
  const values = (name: string) =>
    [...new Set(items.map(({ body }) => memberOf(memberOf(body, 'data'), name)))].filter(
      (value) => typeof value === 'string' && value !== '' && !value.includes(unreadable),
    ) as string[]
  const filters = [
    {},
    ...values('type').map((type) => ({ type })),
    ...values('project_id')
      .slice(0, 5)
      .map((project_id) => ({ project_id })),
  ]
  for (const filter of filters) await compareLists(judge, apis, missing, filter)
})

check('endpoints.search', async (judge) => {
  const { world } = systems()
  const apis = await openApis(judge)
  const missing = await quarantinedItems(apis)
  const queries = await searchWords(apis, await sampleIds(world, 5))
  for (const query of queries) await compareSearches(judge, apis, missing, query)
  for (const type of ['note', 'document', 'image']) {
    for (const query of queries.slice(0, 2)) await compareSearches(judge, apis, missing, query, type)
  }
})

check('endpoints.profile', async (judge) => {
  const { login, timeout } = systems()
  const apis = await openApis(judge, login.world)
  await compareAnswers(judge, apis, { path: '/api/v1/users/profile' })
  judge.looked(1, 'profiles')
  judge.message(`tried on ${login.place}`)
  const { status, body } = await createApi({ url: login.world.v2Url, timeout })({ path: '/api/version/info' })
  const mapped = await apis.mapped({ path: '/api/v1/version' })
  const info = memberOf(body, 'data')
  const expected = {
    version: memberOf(info, 'api_version'),
    build: memberOf(memberOf(info, 'build_info'), 'commit'),
  }
  const actual = { status: mapped.status, data: memberOf(mapped.body, 'data') }
  report(judge, { path: '/api/v1/version' }, differences({ status, data: expected }, actual))
  judge.looked(1, 'versions')
})

check('endpoints.not-found', async (judge) => {
  const apis = await openApis(judge)
  const calls = [
    { path: '/api/v1/knowledge/9223372036854775806' },
    { path: '/api/v1/knowledge/abc' },
    { path: '/api/v1/knowledge/1.5' },
    { path: '/api/v1/knowledge/list', query: { page: '0' } },
    { path: '/api/v1/knowledge/list', query: { limit: '-1' } },
    { path: '/api/v1/knowledge/list', query: { page: 'two' } },
    { path: '/api/v1/search', query: { q: 'nothing-has-this-word-in-it' } },
    { path: '/api/v1/search', query: { q: 'a', limit: '0' } },
  ]
  for (const call of calls) {
    await compareAnswers(judge, apis, call)
    judge.looked(1, 'calls')
  }
})
