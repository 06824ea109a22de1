import type { Change, Mapping } from '../api/mapping.ts'
import type { Api, Operation } from '../api/operation.ts'
import type { Compatibility, Priority } from './guide.ts'

/** Everything that is different about an endpoint: its route, its frame, its rules; each once. */
export function changesOf(mapping: Mapping, source: Api, target: Api): readonly Change[] {
  const changes = [
    ...methodChange(mapping),
    ...pathChange(mapping, source, target),
    ...mapping.rules.flatMap((rule) => rule.changes),
    ...mapping.frame.changes,
  ]
  const distinct = new Map(changes.map((change) => [`${change.side} ${change.text}`, change]))
  return [...distinct.values()].sort((a, b) => a.side.localeCompare(b.side))
}

function methodChange({ from, to }: Mapping): readonly Change[] {
  if (from.method === to.method) return []
  return [
    {
      side: 'request',
      breaking: true,
      text: `${from.method} became ${to.method}`,
      todo: `Call with ${to.method} in place of ${from.method}.`,
    },
  ]
}

/** Another version in the path alone is the base URL's business, and breaks nobody who changes that. */
function pathChange({ from, to }: Mapping, source: Api, target: Api): readonly Change[] {
  const [before, after] = [below(source, from.path), below(target, to.path)]
  const isMoved = before !== after
  return [
    {
      side: 'request',
      breaking: isMoved,
      text: isMoved ? `the path is \`${to.path}\`` : `the path begins with \`${target.prefixes[0]}\``,
      todo: `Call \`${to.path}\` of ${target.title}.`,
    },
  ]
}

/** The path below the version prefix; the whole path when it is outside of it. */
const below = ({ prefixes: [prefix = ''] }: Api, path: string): string =>
  path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path

export function compatibilityOf(changes: readonly Change[], operation: Operation): readonly Compatibility[] {
  const counted = changes.filter(({ breaking }) => breaking)
  const found: Compatibility[] = []
  if (counted.length === 0) found.push('fully_compatible')
  if (counted.some(({ side }) => side === 'request')) found.push('request_changed')
  if (counted.some(({ side }) => side === 'response')) found.push('response_changed')
  if (counted.length > 0) found.push('breaking')
  if (operation.deprecated) found.push('deprecated')
  return found
}

export const countBreaking = (changes: readonly Change[]): number =>
  changes.filter(({ breaking }) => breaking).length

export const priorityOf = (breaking: number): Priority =>
  breaking >= 10 ? 'high' : breaking >= 4 ? 'medium' : 'low'
