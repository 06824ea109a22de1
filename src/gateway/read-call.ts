import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { type Call, Refusal } from '../api/exchange.ts'
import { carryHeaders } from '../api/headers.ts'
import type { Operation } from '../api/operation.ts'
import { readBody } from './read-body.ts'

/** The path of a request, also where it came as a whole URL, whose host counts for nothing. */
export const urlOf = (request: IncomingMessage): URL =>
  URL.parse(request.url ?? '/', 'http://gateway') ?? new URL('http://gateway')

/**
 * A request as a call to the source API, without the body that this operation does not take.
 * @throws Refusal for what is no call of this operation
 */
export async function readCall(
  request: IncomingMessage,
  operation: Operation,
  headers: Call['headers'],
): Promise<Call> {
  const { pathname, searchParams } = urlOf(request)
  const call = {
    method: operation.route.method,
    path: pathname,
    query: readQuery(searchParams, operation),
    headers,
  }
  return operation.body === undefined ? call : { ...call, body: await readBody(request) }
}

/** A parameter that the operation knows must be said once; others may come as they like. */
function readQuery(parameters: URLSearchParams, { query }: Operation): Call['query'] {
  const twice = Object.keys(query?.shape ?? {}).find((name) => parameters.getAll(name).length > 1)
  if (twice !== undefined) throw new Refusal(400, `${twice}: is given more than once`)
  return Object.fromEntries(parameters)
}

/**
 * The headers that go up: the client's own, who it is, and by what its call came (RFC 9110, 7.6.3). What the client says of its own
 * connection is taken first, so that it cannot take away ours.
 */
export function headersUp(request: IncomingMessage, requestId: string): Call['headers'] {
  const given = carryHeaders(single(request.headers))
  const came = [given['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ')
  const via = [given.via, `${request.httpVersion} betty-migrate`].filter(Boolean).join(', ')
  return { ...given, 'x-request-id': requestId, 'x-forwarded-for': came, via }
}

const single = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
