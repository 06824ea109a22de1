import type { Call } from '../../src/api/exchange.ts'
import type { Operation } from '../../src/api/operation.ts'
import { matchPath } from '../../src/api/route.ts'
import { identify } from '../../src/betty/identity.ts'
import { isJsonObject, parseJson } from '../../src/json/json.ts'
import { Undecided } from '../../src/vitest/judge.ts'
import type { Api } from './api.ts'
import { migration } from './configured.ts'

const operations = [...migration.apis.source.operations, ...migration.apis.target.operations]

let refused = 0

/** Calls of this process that were not made because they would have written, so far. */
export const countRefused = (): number => refused

/** A server that is only asked what cannot change anything in it; any other call ends the check as not run. */
export const guardWrites =
  (api: Api): Api =>
  async (call) => {
    if (!mayWrite(call)) return api(call)
    refused += 1
    throw notAllowed(`${call.method} ${call.path}`)
  }

export const notAllowed = (what: string): Undecided =>
  new Undecided(
    'not_run',
    `${what} would write to a running system, which is allowed with --allow-writes (BETTY_ALLOW_WRITES=1)`,
  )

/**
 * Whether a call could change something. Those that the APIs refuse for what they lack cannot: nothing is added
 * without a title or by what is no object, nothing is changed or deleted by an id without a digit, or by one that nobody has.
 */
export function mayWrite({ method = 'GET', path, body, text }: Parameters<Api>[0]): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  if (method === 'POST' && text !== undefined) return isObject(text)
  if (method === 'POST') return !isEmpty(body) && !isReading(operationOf(method, path))
  return /\d[^/]*$/.test(path) && !nobody.some((id) => path.endsWith(`/${id}`))
}

/** The last but one of all ids, with which the suites ask for what is not there. */
const nobody = ['9223372036854775806', identify('knowledge', 9223372036854775806n)]

const isEmpty = (body: Call['body']): boolean => isJsonObject(body) && Object.keys(body).length === 0

function isObject(text: string): boolean {
  try {
    return isJsonObject(parseJson(text))
  } catch {
    return false
  }
}

const operationOf = (method: string, path: string): Operation | undefined =>
  operations.find(({ route }) => route.method === method && matchPath(route.path, path))

/** A login, a search, an analysis; a webhook asks for the right to read, and stays. */
const isReading = (operation: Operation | undefined): boolean =>
  operation !== undefined &&
  [null, 'read', 'knowledge:read'].includes(operation.needs) &&
  operation.id !== 'webhooks.register'
