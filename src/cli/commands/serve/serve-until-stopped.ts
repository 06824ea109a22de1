import { randomBytes } from 'node:crypto'
import type { ServerOrder } from '../../../../fixtures/servers/server-order.ts'
import type { Output } from '../../output.ts'
import { untilStopped } from '../../until-stopped.ts'

type WithoutSecret<Order> = Order extends unknown ? Omit<Order, 'secret'> : never

/** Runs a reference server in this process. Its tokens count as long as it runs. The server is loaded only here. */
export async function serveUntilStopped(
  order: WithoutSecret<ServerOrder>,
  what: string,
  { progress, result }: Output,
): Promise<void> {
  const { startServer } = await import('../../../../fixtures/servers/start-server.ts')
  const server = await startServer({ ...order, secret: randomBytes(32).toString('base64') })
  result(() => `Serving ${what} at ${server.url}; its OpenAPI document is at ${server.url}/openapi.json`, {
    url: server.url,
  })
  await untilStopped()
  progress.say('Stopping: running requests may end')
  await server.close()
}
