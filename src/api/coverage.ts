import type { Mapping } from './mapping.ts'
import { type Api, operationAt } from './operation.ts'
import type { Route } from './route.ts'

/** What is wrong between the mappings and the APIs they connect; undefined when every source operation has its one. */
export function coverageFault(
  { source, target }: { readonly source: Api; readonly target: Api },
  mappings: readonly Mapping[],
): string | undefined {
  for (const { id, from, to, before } of mappings) {
    const operation = operationAt(source, from)
    if (!operation) return `mapping "${id}" is for ${textOf(from)}, which ${source.title} does not have`
    if (operation.id !== id)
      return `mapping "${id}" is for ${textOf(from)}, which ${source.title} calls "${operation.id}"`
    for (const route of before ? [before, to] : [to]) {
      if (!operationAt(target, route))
        return `mapping "${id}" leads to ${textOf(route)}, which ${target.title} does not have`
    }
  }
  const left = source.operations.find(({ route }) => !mappings.some(({ from }) => isSame(from, route)))
  return left && `${textOf(left.route)} of ${source.title} has no mapping`
}

/** Operations of the target that no source operation leads to. */
export const newOperations = (target: Api, mappings: readonly Mapping[]) =>
  target.operations.filter(({ route }) => !mappings.some(({ to }) => isSame(to, route)))

const isSame = (a: Route, b: Route): boolean => a.method === b.method && a.path === b.path

const textOf = ({ method, path }: Route): string => `${method} ${path}`
