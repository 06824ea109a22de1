import { Pool } from 'undici'
import type { Answer, Call } from '../api/exchange.ts'
import { type Json, parseJson, stringifyJson } from '../json/json.ts'
import type { Target } from './gateway.ts'
import { failureOf } from './target-failure.ts'

/** Further calls wait for one of these. */
const connections = 64

/** The target over HTTP/1.1, with connections that are kept. Redirects are not followed: they would lead to another host. */
export function openTarget(base: string): Target {
  const { origin, pathname } = new URL(base)
  const prefix = pathname === '/' ? '' : pathname
  // the caller's signal is the one limit of time
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0, allowH2: false })
  return {
    async ask(call, signal) {
      try {
        return await send(pool, prefix, call, signal)
      } catch (error) {
        throw signal.aborted ? signal.reason : failureOf(error)
      }
    },
    close: () => pool.destroy(),
  }
}

async function send(
  pool: Pool,
  prefix: string,
  { method, path, query, headers, body }: Call,
  signal: AbortSignal,
): Promise<Answer> {
  const parameters = new URLSearchParams(query).toString()
  const given = await pool.request({
    method,
    path: prefix + path + (parameters && `?${parameters}`),
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : stringifyJson(body),
    signal,
  })
  const answered = readJson(await given.body.text())
  return { status: given.statusCode, headers: joined(given.headers), body: answered }
}

function readJson(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const joined = (headers: NodeJS.Dict<string | string[]>): Answer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
