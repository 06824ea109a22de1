import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { betty } from '../betty/index.ts'
import { createOrigins } from '../betty/origins.ts'
import type { Notice, Visit } from './gateway.ts'
import { openTarget } from './open-target.ts'
import { serveGateway } from './serve-gateway.ts'

export interface Upstream {
  readonly url: string
  readonly port: number
  readonly calls: readonly IncomingMessage[]
  /** connections that were ever made */
  connections(): number
  close(): Promise<void>
}

/** A server in the place of v2 that answers as it is told. */
export async function startUpstream(answer: RequestListener, port = 0): Promise<Upstream> {
  const calls: IncomingMessage[] = []
  let connections = 0
  const server: Server = createServer((request, response) => {
    calls.push(request)
    answer(request, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    calls,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export const notice: Omit<Notice, 'successor'> = {
  deprecatedSince: new Date('2026-11-22T12:00:00.900Z'),
  sunset: new Date('2027-06-30T00:00:00Z'),
}

/** A gateway to that server, and what it tells of each request. */
export async function startGateway(base: string, { timeLimit = 60_000 } = {}) {
  const target = openTarget(base)
  const visits: Visit[] = []
  const gateway = await serveGateway(
    {
      migration: betty,
      target,
      facts: createOrigins(),
      timeLimit,
      notice: { ...notice, successor: base },
      onVisit: (visit) => visits.push(visit),
    },
    { host: '127.0.0.1', port: 0 },
  )
  return {
    ...gateway,
    visits,
    async close() {
      await gateway.close()
      await target.close()
    },
  }
}

export const health = '{"status":"healthy","version":"2.0.0","database":"connected"}'

export const answerHealth: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(health)
}
