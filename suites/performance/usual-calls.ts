import { carryUp } from '../../src/api/carry.ts'
import { newOperations } from '../../src/api/coverage.ts'
import type { Call } from '../../src/api/exchange.ts'
import { fillPath, type Route } from '../../src/api/route.ts'
import { declaration } from '../support/declaration.ts'
import { mayWrite } from '../support/writes.ts'

/** A call to v2, with the endpoint that it is to. */
export interface UsualCall {
  readonly endpoint: string
  readonly call: Call
  readonly writes: boolean
}

const noFacts = { origin: () => null, instant: (local: bigint) => local }

/** Nothing has this id; who is asked for it has to look all the same. */
const noId = '00000000-0000-4000-8000-000000000000'

/**
 * One call to every endpoint of v2, as the examples of the guide make it.
 * @param item the v1 number of an item that is there
 */
export function usualCalls(item: string): readonly UsualCall[] {
  const mapped = declaration().mappings.map(({ example, ...mapping }) => {
    const { query = {}, body, current } = example
    const path = fillPath(mapping.from.path, { ...example.path, ...(example.path?.id && { id: item }) })
    const call = {
      method: mapping.from.method,
      path,
      query,
      headers: {},
      ...(body !== undefined && { body }),
    }
    const known = current === undefined ? {} : { current }
    return {
      name: endpointOf(mapping.to, mapping.id),
      call: carryUp({ ...mapping, example }, call, noFacts, known).call,
    }
  })
  const added = newOperations(declaration().apis.target, declaration().mappings).map(
    ({ route, example = {} }) => {
      const path = fillPath(route.path, example.path?.id ? { id: noId } : {})
      const { body } = example
      const call = { method: route.method, path, query: {}, headers: {}, ...(body !== undefined && { body }) }
      return { name: endpointOf(route), call }
    },
  )
  return [...mapped, ...added].map(({ name, call }) => ({
    endpoint: name,
    call,
    writes: mayWrite(call),
  }))
}

const endpointOf = ({ method, path }: Route, id?: string): string =>
  `${method} ${path}${id === undefined ? '' : ` (for ${id})`}`
