import type { Answer, Call } from '../../src/api/exchange.ts'
import { MigrateError } from '../../src/errors.ts'
import { type Json, parseJson, stringifyJson } from '../../src/json/json.ts'

/** Makes a call to a server, whichever it is, and tells what it answered. */
export type Api = (call: Partial<Call> & { readonly path: string }) => Promise<Answer>

export interface ApiOptions {
  /** base, without the version prefix */
  readonly url: string
  readonly token?: string
  /** milliseconds */
  readonly timeout: number
}

/**
 * A server over HTTP. JSON numbers keep their digits.
 * @throws MigrateError `api_unreachable` when there was no answer
 */
export const createApi =
  ({ url, token, timeout }: ApiOptions): Api =>
  async ({ method = 'GET', path, query = {}, headers = {}, body }) => {
    const address = new URL(url + path)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    try {
      const response = await fetch(address, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: stringifyJson(body) }),
        signal: AbortSignal.timeout(timeout),
      })
      const text = await response.text()
      return { status: response.status, headers: Object.fromEntries(response.headers), body: tryParse(text) }
    } catch (error) {
      throw unreachable(address, error)
    }
  }

function tryParse(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function unreachable(address: URL, error: unknown): MigrateError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
  const reason = cause || (error instanceof Error ? error.message : String(error))
  return new MigrateError(
    'api_unreachable',
    `${address.origin} does not answer: ${reason}.`,
    'Check that the server is running and that its address is right.',
    { cause: error },
  )
}
