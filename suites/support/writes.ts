import type { Call } from '../../src/api/exchange.ts'
import type { Operation } from '../../src/api/operation.ts'
import { matchPath } from '../../src/api/route.ts'
import { betty } from '../../src/betty/index.ts'
import { isJsonObject } from '../../src/json/json.ts'
import { type Judge, Undecided } from '../../src/vitest/judge.ts'
import type { Api } from './api.ts'
import { systems } from './systems.ts'

const notAllowed = (what: string): string =>
  `${what} would write to a running system; that is allowed with --allow-writes (BETTY_ALLOW_WRITES=1)`

/** Ends a check that changes things as not run, if those are a user's and the user did not allow it. */
export function requireWrites(judge: Judge): void {
  const { kind, allowWrites } = systems()
  if (kind === 'running' && !allowWrites) judge.notRun(notAllowed('the check'))
}

const operations = [...betty.apis.source.operations, ...betty.apis.target.operations]

/** A server that is only asked what cannot change anything in it; any other call ends the check as not run. */
export const guardWrites =
  (api: Api): Api =>
  async (call) => {
    if (mayWrite(call)) throw new Undecided('not_run', notAllowed(`${call.method} ${call.path}`))
    return api(call)
  }

/**
 * Whether a call could change something. Those that the APIs refuse for what they lack cannot: nothing is added
 * without a title, nothing is changed or deleted by an id without a digit.
 */
function mayWrite({ method = 'GET', path, body }: Parameters<Api>[0]): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  if (method === 'POST') return !isEmpty(body) && !isReading(operationOf(method, path))
  return /\d[^/]*$/.test(path)
}

const isEmpty = (body: Call['body']): boolean => isJsonObject(body) && Object.keys(body).length === 0

const operationOf = (method: string, path: string): Operation | undefined =>
  operations.find(({ route }) => route.method === method && matchPath(route.path, path))

/** A login, a search, an analysis. */
const isReading = (operation: Operation | undefined): boolean =>
  operation !== undefined && [null, 'read', 'knowledge:read'].includes(operation.needs)
