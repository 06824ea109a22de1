import type { Call } from './exchange.ts'

type Headers = Call['headers']

/** Of one connection only (RFC 9110, 7.6.1), or about the bytes of a body that is written anew. */
const ofOneLeg = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
  'accept-encoding',
  'content-length',
  'content-encoding',
  'content-type',
  'content-md5',
  'etag',
  'digest',
])

/** The headers that mean the same to the other API: all but those of one connection or of one body. Names in lower case. */
export function carryHeaders(headers: Headers): Headers {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const listed = named.flatMap(([name, value]) => (name === 'connection' ? value.split(',') : []))
  const dropped = new Set(listed.map((name) => name.trim().toLowerCase()))
  return Object.fromEntries(named.filter(([name]) => !ofOneLeg.has(name) && !dropped.has(name)))
}
