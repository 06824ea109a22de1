import { carryUp, findMapping } from '../../src/api/carry.ts'
import type { Call } from '../../src/api/exchange.ts'
import { betty } from '../../src/betty/index.ts'
import { type Json, stringifyJson } from '../../src/json/json.ts'
import { systems } from '../support/systems.ts'
import type { AskedCall } from './answers.ts'

const noFacts = { origin: () => null, instant: (local: bigint) => local }

/**
 * Lines by which a person makes a call again: to v1, and to v2 as the mapping turns it. None for a call to an item that
 * the check made itself.
 */
export function repeatLines(asked: AskedCall): readonly string[] {
  const [path = ''] = asked.path.split(' ')
  if (path.includes('{')) return []
  const call = { method: 'GET', query: {}, headers: {}, ...asked, path }
  const line = curlLine(call)
  const up = isOfV1(path) ? carriedUp(call) : undefined
  return up ? [line, curlLine(up)] : [line]
}

const isOfV1 = (path: string): boolean => path.startsWith('/api/v1/')

/** What cannot be said in v2 is refused before it gets there. */
function carriedUp(call: Call): Call | undefined {
  const found = findMapping(betty.mappings, call.method, call.path)
  try {
    return found && carryUp(found.mapping, call, noFacts).call
  } catch {
    return undefined
  }
}

/** The servers of a rehearsal are gone by the time somebody reads this: their addresses are left open. */
function curlLine({ method, path, query, body }: Call): string {
  const side = isOfV1(path) ? 'V1' : 'V2'
  const { kind, world } = systems()
  const base = kind === 'running' ? (side === 'V1' ? world.v1Url : world.v2Url) : `$${side}`
  const text = new URLSearchParams(query).toString()
  const parts = [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`}`,
    isLogin(path) ? '' : `-H "Authorization: Bearer $${side}_TOKEN"`,
    `"${base}"${shellQuote(`${path}${text && `?${text}`}`)}`,
    body === undefined ? '' : `-H 'Content-Type: application/json' -d ${shellQuote(bodyText(path, body))}`,
  ]
  return parts.filter(Boolean).join(' ')
}

const isLogin = (path: string): boolean => path.endsWith('/auth/login')

/** A login holds a password. */
const bodyText = (path: string, body: Json): string =>
  isLogin(path) ? '{"username": "…", "password": "…"}' : clip(stringifyJson(body))

const longest = 1000

const clip = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text

const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
