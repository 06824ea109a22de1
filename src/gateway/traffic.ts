import { Counter, Histogram, Registry } from 'prom-client'
import type { Visit } from './gateway.ts'

/** How many calls an operation of the source got. */
export interface EndpointCount {
  readonly endpoint: string
  readonly calls: number
  readonly failures: number
}

/** Counts which operations of the source are still used, and how long their answers take. */
export interface Traffic {
  add(visit: Visit): void
  /** one for every operation, also for those nobody calls */
  counts(): Promise<readonly EndpointCount[]>
  /** in the text format of Prometheus */
  metrics(): Promise<string>
  readonly contentType: string
}

/** What is no operation of the source goes by this name, whatever its path is. */
const other = 'none'

export function countTraffic(endpoints: readonly string[]): Traffic {
  const registry = new Registry()
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Requests by operation of the source API and status of the answer.',
    labelNames: ['endpoint', 'method', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'Time from the request to its whole answer, by operation of the source API.',
    labelNames: ['endpoint'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  return {
    add({ endpoint = other, method, status, seconds }) {
      requests.inc({ endpoint, method: knownMethods.has(method) ? method : 'other', status })
      durations.observe({ endpoint }, seconds)
    },
    async counts() {
      const { values } = await requests.get()
      const sum = (endpoint: string, from: number): number =>
        values
          .filter(({ labels }) => labels.endpoint === endpoint && Number(labels.status) >= from)
          .reduce((calls, { value }) => calls + value, 0)
      return [...endpoints, other].map((endpoint) => ({
        endpoint,
        calls: sum(endpoint, 0),
        failures: sum(endpoint, 400),
      }))
    },
    metrics: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** A client can make up methods, and every one would be a series of its own. */
const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
])
