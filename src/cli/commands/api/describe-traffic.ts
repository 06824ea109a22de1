import type { Mapping } from '../../../api/mapping.ts'
import type { Visit } from '../../../gateway/gateway.ts'
import type { EndpointCount } from '../../../gateway/traffic.ts'
import { routeText } from '../../../guide/words.ts'
import type { Output } from '../../output.ts'
import { formatTable } from '../../text-table.ts'

/** A line each request for `--log-level DEBUG`; for all, when v2 is lost and when it is back. */
export function tellVisits({ debug, progress }: Output): (visit: Visit) => void {
  let lost = false
  return ({ endpoint, method, status, seconds, requestId, trouble }) => {
    debug(`${method} ${nameOf(endpoint)} ${status} ${(seconds * 1000).toFixed(1)} ms ${requestId}`)
    if (trouble !== undefined && !lost) progress.say(`Trouble with v2: ${trouble}`)
    if (trouble === undefined && lost && status < 400) progress.say('v2 answers again')
    lost = trouble !== undefined || (lost && status >= 400)
  }
}

/** How often each endpoint was called, those that are still in use first. */
export function describeTraffic(
  counts: readonly EndpointCount[],
  mappings: readonly Mapping[],
  { onlyUsed = false }: { readonly onlyUsed?: boolean } = {},
): string {
  const shown = counts.filter(({ calls }) => calls > 0 || !onlyUsed).sort((a, b) => b.calls - a.calls)
  if (shown.length === 0) return 'No call so far'
  return formatTable(
    ['calls', 'failed', 'endpoint'],
    shown.map(({ endpoint, calls, failures }) => [calls, failures, routeOf(mappings, endpoint)]),
  )
}

export const reportTraffic = (
  counts: readonly EndpointCount[],
  mappings: readonly Mapping[],
  start: Date,
  end: Date,
) => ({
  start_time: start.toISOString(),
  end_time: end.toISOString(),
  endpoints: counts.map(({ endpoint, calls, failures }) => {
    const from = mappings.find(({ id }) => id === endpoint)?.from
    return { endpoint, method: from?.method ?? null, path: from?.path ?? null, calls, failures }
  }),
})

const nameOf = (endpoint: string | undefined): string => (endpoint === undefined ? '(no endpoint)' : endpoint)

function routeOf(mappings: readonly Mapping[], endpoint: string): string {
  const from = mappings.find(({ id }) => id === endpoint)?.from
  return from ? routeText(from) : 'anything else'
}
