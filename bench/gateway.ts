import { join } from 'node:path'
import { Pool } from 'undici'
import { spawnServer } from '../fixtures/servers/spawn-server.ts'
import { mintV2Token } from '../fixtures/servers/v2/authorize.ts'
import { generateV1 } from '../fixtures/v1/generate.ts'
import { idAt } from '../fixtures/v1/rows.ts'
import { identify } from '../src/betty/identity.ts'
import { startGatewayCli } from '../src/cli/commands/api/start-gateway.testing.ts'
import type { PostgresServer } from '../src/databases/providers/provider.ts'
import { raiseDatabase, schema } from '../suites/support/raise-database.ts'
import { drive, type Load } from './load.ts'

/** One kind of call in one round, straight to v2 and through the gateway. */
export interface GatewayRound {
  readonly call: string
  readonly direct: Load
  readonly through: Load
}

const secret = 'a secret of the benchmark'
/** Short turns, so that whatever else the machine does meets both alike. */
const load = { callers: 32, seconds: 1 }
const turns = 5
const warmUp = { callers: 32, seconds: 3 }

/** Calls to v2 and the same calls to the gateway, in turns; both servers run in processes of their own. */
export async function benchGateway(
  server: PostgresServer,
  folder: string,
  { items, runs }: { readonly items: number; readonly runs: number },
): Promise<readonly GatewayRound[]> {
  const v1Path = join(folder, 'gateway.db')
  generateV1({ path: v1Path, seed: 7, items, users: 100, relationships: 0 })
  const { url: databaseUrl } = await server.lend()
  await raiseDatabase(v1Path, databaseUrl)
  const v2 = await spawnServer({ kind: 'v2', databaseUrl, schema, secret })
  const gateway = await startGatewayCli(v2.url, ['--v1-db', v1Path])
  const calls = makeCalls(new Pool(v2.url), new Pool(gateway.url), await mintToken(), items)
  const rounds: GatewayRound[] = []
  try {
    for (const { direct, through } of calls) {
      await drive(direct, warmUp)
      await drive(through, warmUp)
    }
    for (let round = 0; round < runs * turns; round += 1)
      for (const { call, direct, through } of calls)
        rounds.push({ call, direct: await drive(direct, load), through: await drive(through, load) })
    return rounds
  } finally {
    await gateway.stop()
    await v2.close()
  }
}

/** The first user of every generated file is an administrator. */
const mintToken = (): Promise<string> =>
  mintV2Token(secret, { user_id: identify('users', 1n), username: 'ada', role: 'admin', permissions: [] })

/** Every call asks for another item, so that nothing is answered from memory alone. */
function makeCalls(v2: Pool, gateway: Pool, token: string, items: number) {
  let at = 0
  const next = (): bigint => {
    at += 1
    return BigInt(idAt(at % items))
  }
  const ask = async (pool: Pool, method: string, path: string, body?: object): Promise<void> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await pool.request({ method, path, headers, body: body ? JSON.stringify(body) : null })
    await answer.body.dump()
    if (answer.statusCode !== 200) throw new Error(`${method} ${path} answered ${answer.statusCode}`)
  }
  const words = ['compost', 'release', 'schema', 'cluster', 'archive']
  const query = (): string => words[at++ % words.length] ?? ''
  const search = () => ({ query: query(), search_type: 'hybrid', max_results: 20 })
  return [
    {
      call: 'get by id',
      direct: () => ask(v2, 'GET', `/api/v2/knowledge/${identify('knowledge', next())}`),
      through: () => ask(gateway, 'GET', `/api/v1/knowledge/${next()}`),
    },
    {
      call: 'search',
      direct: () => ask(v2, 'POST', '/api/v2/query/advanced-search', search()),
      through: () => ask(gateway, 'GET', `/api/v1/search?q=${query()}&limit=20`),
    },
  ]
}
