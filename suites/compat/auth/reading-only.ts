import { projectId } from '../../../src/betty/identity.ts'
import { dataOf, memberOf } from '../answers.ts'
import type { Bench } from '../writes/bench.ts'
import { loginPath, meetStrangers } from './strangers.ts'

/** What only looks, and logins: they leave every row as it is; on a copy only. */
export async function expectReadingOnly({ judge, apis, rows, made }: Bench): Promise<void> {
  const { login } = await meetStrangers()
  const { username, password } = login
  const post = (path: string, body: Parameters<typeof apis.v2>[0]['body']) =>
    apis.v2({ method: 'POST', path, ...(body !== undefined && { body }) })
  const calls = {
    [loginPath.v2]: async () => {
      const session = dataOf(await post(loginPath.v2, { username, password }))
      await post('/api/v2/auth/refresh', { refresh_token: memberOf(session, 'refresh_token') })
    },
    '/api/v2/query/advanced-search': async () => {
      for (const search_type of ['hybrid', 'keyword', 'semantic'])
        await post('/api/v2/query/advanced-search', { query: 'a', search_type })
    },
    '/api/v2/query/semantic-clusters': () =>
      post('/api/v2/query/semantic-clusters', { min_cluster_size: 2, similarity_threshold: 0 }),
    '/api/v2/query/pattern-match': () =>
      post('/api/v2/query/pattern-match', {
        pattern_type: 'path',
        pattern_definition: { relationship_types: [] },
      }),
    '/api/v2/cross-project/search': () =>
      post('/api/v2/cross-project/search', { query: 'a', project_ids: [projectId('default')] }),
  }
  for (const [path, call] of Object.entries(calls)) {
    const before = await rows.fingerprintOthers([...made])
    await call()
    judge.looked(1, 'calls')
    if (before !== (await rows.fingerprintOthers([...made])))
      judge.finding({ code: 'others_changed', place: `POST ${path}` })
  }
}
