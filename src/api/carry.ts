import type { Json } from '../json/json.ts'
import type { DownFacts } from '../records/row-down.ts'
import { type Answer, type Call, Refusal } from './exchange.ts'
import { carryHeaders } from './headers.ts'
import type { Asked, Mapping, RequestDraft } from './mapping.ts'
import { fillPath, matchPath, type PathParameters } from './route.ts'

/** The mapping for a call to the source API, and the values in its path. A written-out path wins over a placeholder. */
export function findMapping(
  mappings: readonly Mapping[],
  method: string,
  path: string,
): { readonly mapping: Mapping; readonly asked: Asked['path'] } | undefined {
  const fitting = mappings.flatMap((mapping) => {
    const asked = mapping.from.method === method ? matchPath(mapping.from.path, path) : undefined
    return asked ? [{ mapping, asked }] : []
  })
  return fitting.sort((a, b) => Object.keys(a.asked).length - Object.keys(b.asked).length)[0]
}

/** What is known of the target before the call is made. */
export interface Known {
  /** where the row is, when the identity rule does not tell */
  readonly place?: PathParameters | undefined
  /** what the call `before` has found */
  readonly current?: Json
}

/** The target call for a source call, and the one to be made before it, if the mapping has one. */
export interface CarriedUp {
  readonly call: Call
  readonly before?: Call
}

/**
 * The target call for a source call.
 * @throws Refusal when the source API itself would have refused it, or the target cannot hold what it sends
 */
export function carryUp(mapping: Mapping, call: Call, facts: DownFacts, known: Known = {}): CarriedUp {
  const headers = carryHeaders(call.headers)
  const draft = runUp(mapping, call, facts, known.current)
  const path = { ...draft.path, ...known.place }
  const { method } = mapping.to
  return {
    call: {
      method,
      path: fillPath(mapping.to.path, path),
      query: draft.query,
      headers,
      ...(draft.body !== undefined && !hasNoBody(method) && { body: draft.body }),
    },
    ...(mapping.before && {
      before: {
        method: mapping.before.method,
        path: fillPath(mapping.before.path, path),
        query: {},
        headers,
      },
    }),
  }
}

/** A value nested deeper than the program's stack is no request of any client. */
function runUp(mapping: Mapping, call: Call, facts: DownFacts, current: Json | undefined): RequestDraft {
  const body = hasNoBody(call.method) ? undefined : call.body
  const start: RequestDraft = { ...askedOf(mapping, call), body, current }
  try {
    return mapping.rules.reduce((request, rule) => rule.up?.(request, facts) ?? request, start)
  } catch (error) {
    throw error instanceof RangeError ? new Refusal(400, 'the body is nested too deeply') : error
  }
}

const hasNoBody = (method: string): boolean => ['GET', 'HEAD', 'DELETE'].includes(method)

/** The source API's answer, from the target's. One that is no answer of the target's API is a 502. */
export function carryDown(mapping: Mapping, call: Call, answer: Answer, facts: DownFacts): Answer {
  const headers = carryHeaders(answer.headers)
  const opened = openAnswer(mapping, answer)
  if (opened === undefined) {
    const { frame } = mapping
    const { status, reason } =
      answer.status >= 400 ? frame.failure(answer.status, answer.body) : notUnderstood
    return { status, headers, body: frame.refuse(reason) }
  }
  const asked = askedOf(mapping, call)
  const data = mapping.rules.reduceRight((value, rule) => rule.down?.(value, asked, facts) ?? value, opened)
  return { status: mapping.success, headers, body: mapping.frame.close(data) }
}

const notUnderstood = { status: 502, reason: 'the answer of the new API was not understood' }

/** The data of a success; undefined for a failure and for what is no answer of the target's API. */
export const openAnswer = (mapping: Mapping, { status, body }: Answer): Json | undefined =>
  status >= 200 && status < 300 && body !== undefined ? mapping.frame.open(body) : undefined

export const askedOf = (mapping: Mapping, call: Call): Asked => ({
  path: matchPath(mapping.from.path, call.path) ?? {},
  query: call.query,
})
