import { setTimeout as wait } from 'node:timers/promises'
import { stringifyJson } from '../../../src/json/json.ts'
import type { Api, ApiOptions } from '../api.ts'
import { readBody } from './read-body.ts'
import { mayRetry, unreachable } from './unreachable.ts'

export interface ClientOptions extends ApiOptions {
  /** how often a call may be made again */
  readonly retries: number
  /** told each time that one is */
  readonly onRetry?: () => void
}

/** Milliseconds; a server that wants to be left alone for longer is taken at its word. */
const longestPause = 10_000
const pauseBefore = (attempt: number): number => Math.min(longestPause, 250 * 2 ** attempt)

/**
 * A server over HTTP. JSON numbers keep their digits, redirects are not followed, bodies have an end. A call is made
 * again when no connection came about, when the server asks for patience (429), and, if it only reads, when the
 * connection broke or the server is not ready (503).
 * @throws MigrateError `api_unreachable` when there was no answer
 * @throws BadAnswer when what came was no answer of an API
 */
export const createClient =
  ({ url, token, timeout, retries, onRetry }: ClientOptions): Api =>
  async ({ method = 'GET', path, query = {}, headers = {}, body, text }) => {
    const address = new URL(url + path)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    const isRead = method === 'GET' || method === 'HEAD'
    const sent = text ?? (body === undefined ? undefined : stringifyJson(body))
    const request: RequestInit = {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
      redirect: 'manual',
    }
    for (let attempt = 0; ; attempt += 1) {
      const signal = AbortSignal.timeout(timeout)
      try {
        const response = await fetch(address, { ...request, signal })
        const pause = attempt < retries ? pauseAsked(response, isRead, attempt) : undefined
        if (pause === undefined) {
          const place = `${method} ${address.origin}${address.pathname}`
          return {
            status: response.status,
            headers: Object.fromEntries(response.headers),
            body: await readBody(response, place),
          }
        }
        await response.body?.cancel()
        await wait(pause)
      } catch (error) {
        if (!isNetworkFault(error)) throw error
        if (attempt >= retries || !mayRetry(error, isRead)) throw unreachable(address, timeout, error)
        await wait(pauseBefore(attempt))
      }
      onRetry?.()
    }
  }

/** `fetch` throws these two, while connecting and while the body comes. */
const isNetworkFault = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')

/** Undefined when the answer is to be taken as it is. */
function pauseAsked(response: Response, isRead: boolean, attempt: number): number | undefined {
  if (response.status !== 429 && !(response.status === 503 && isRead)) return undefined
  const asked = response.headers.get('retry-after')
  if (asked === null) return pauseBefore(attempt)
  const pause = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return pause <= longestPause ? Math.max(0, pause) : undefined
}
