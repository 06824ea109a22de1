import { matchPath } from '../../src/api/route.ts'
import { betty } from '../../src/betty/index.ts'
import type { Judge } from '../../src/vitest/judge.ts'

const routes = [...betty.apis.source.operations, ...betty.apis.target.operations].map(({ route }) => route)

/**
 * Notes for the map of the report that an endpoint was tried, and whether it held.
 * @param call begins with method and path, as the place of a finding does
 */
export const tried = (judge: Judge, call: string, held: boolean): void => judge.tried(endpointOf(call), held)

/** `GET /api/v1/knowledge/{id}` for `GET /api/v1/knowledge/42?x=1 and more`. A written-out path wins over a placeholder. */
export function endpointOf(call: string): string {
  const [method = '', path = ''] = call.split(/[ ?]/)
  const fitting = routes.filter((route) => route.method === method && matchPath(route.path, path))
  const found = fitting.find((route) => route.path === path) ?? fitting[0]
  return found ? `${found.method} ${found.path}` : 'no such route'
}
