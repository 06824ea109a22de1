import { createServer, type ServerResponse } from 'node:http'
import { closeGently, listen, type Place } from '../http/listen.ts'
import { createGateway } from './create-gateway.ts'
import type { GatewayParts } from './gateway.ts'
import { urlOf } from './read-call.ts'
import { countTraffic, type EndpointCount, type Traffic } from './traffic.ts'

export interface RunningGateway {
  readonly url: string
  counts(): Promise<readonly EndpointCount[]>
  /** Lets running requests end as long as they may last, then cuts them off. The target stays open. */
  close(): Promise<void>
}

/** Counters for Prometheus, beside the paths of the API. */
export const metricsPath = '/metrics'

/** A request may take several calls to the target. */
const mostCalls = 4

/** @throws MigrateError `bad_setting` when the port or the address cannot be had */
export async function serveGateway(parts: GatewayParts, place: Place): Promise<RunningGateway> {
  const traffic = countTraffic(parts.migration.mappings.map(({ id }) => id))
  const gateway = createGateway({
    ...parts,
    onVisit(visit) {
      traffic.add(visit)
      parts.onVisit(visit)
    },
  })
  const server = createServer((request, response) =>
    urlOf(request).pathname === metricsPath ? sendMetrics(traffic, response) : gateway(request, response),
  )
  const url = await listen(server, place)
  return {
    url,
    counts: () => traffic.counts(),
    close: () => closeGently(server, parts.timeLimit * mostCalls),
  }
}

async function sendMetrics(traffic: Traffic, response: ServerResponse): Promise<void> {
  const text = await traffic.metrics()
  response.writeHead(200, { 'content-type': traffic.contentType }).end(text)
}
