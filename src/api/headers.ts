import type { Call } from './exchange.ts'

type Headers = Call['headers']

/**
 * Of one connection only (RFC 9110, 7.6.1), about the bytes of a body that is written anew and what was kept of them, or of one
 * origin, which the other API is not.
 */
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
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'range',
  'accept-ranges',
  'content-range',
  'last-modified',
  'cookie',
  'set-cookie',
  'alt-svc',
])

/** The headers that mean the same to the other API: all but those of one connection or of one body. Names in lower case. */
export function carryHeaders(headers: Headers): Headers {
  const carried: Record<string, string> = {}
  let listed = ''
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase()
    if (name === 'connection') listed = value
    else if (!ofOneLeg.has(name)) carried[name] = value
  }
  for (const name of listed.split(',')) delete carried[name.trim().toLowerCase()]
  return carried
}
