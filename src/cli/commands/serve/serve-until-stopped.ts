import { randomBytes } from 'node:crypto'
import type { ServerOrder } from '../../../../fixtures/servers/server-order.ts'
import { loadGiven } from '../../../settings/load-settings.ts'
import type { Output } from '../../output.ts'
import { untilStopped } from '../../until-stopped.ts'

export const secretNote =
  'Tokens are signed with BETTY_TOKEN_SECRET if it is set, so that `betty-migrate check` can look into the rights of all users.'

type WithoutSecret<Order> = Order extends unknown ? Omit<Order, 'secret'> : never

/**
 * Runs a reference server in this process. Without a secret of the user's own its tokens count as long as it runs. The server
 * is loaded only here.
 */
export async function serveUntilStopped(
  order: WithoutSecret<ServerOrder>,
  what: string,
  { progress, result }: Output,
): Promise<void> {
  const { startServer } = await import('../../../../fixtures/servers/start-server.ts')
  const { tokenSecret } = await loadGiven()
  const server = await startServer({
    ...order,
    secret: tokenSecret ?? randomBytes(32).toString('base64'),
  })
  result(() => `Serving ${what} at ${server.url}; its OpenAPI document is at ${server.url}/openapi.json`, {
    url: server.url,
  })
  await untilStopped()
  progress.say('Stopping: running requests may end')
  await server.close()
}
