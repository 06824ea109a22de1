import type { DownFacts } from '../records/row-down.ts'
import type { Answer, Call } from './exchange.ts'
import type { Asked, Mapping, RequestDraft } from './mapping.ts'
import { fillPath, matchPath } from './route.ts'

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

/**
 * The target call for a source call.
 * @throws Refusal when the source API itself would have refused it
 */
export function carryUp(mapping: Mapping, call: Call, facts: DownFacts): Call {
  const start: RequestDraft = { ...askedOf(mapping, call), body: call.body }
  const draft = mapping.rules.reduce((request, rule) => rule.up?.(request, facts) ?? request, start)
  return {
    method: mapping.to.method,
    path: fillPath(mapping.to.path, draft.path),
    query: draft.query,
    headers: call.headers,
    ...(draft.body !== undefined && { body: draft.body }),
  }
}

/** The source API's answer, from the target's. */
export function carryDown(mapping: Mapping, call: Call, answer: Answer, facts: DownFacts): Answer {
  if (answer.status >= 400 || answer.body === undefined) {
    const { status, body } = mapping.failure(answer.status, answer.body)
    return { ...answer, status, body }
  }
  const asked = askedOf(mapping, call)
  const body = mapping.rules.reduceRight(
    (value, rule) => rule.down?.(value, asked, facts) ?? value,
    answer.body,
  )
  return { ...answer, status: mapping.success, body }
}

const askedOf = (mapping: Mapping, call: Call): Asked => ({
  path: matchPath(mapping.from.path, call.path) ?? {},
  query: call.query,
})
