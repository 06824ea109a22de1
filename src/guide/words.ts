import type { Change } from '../api/mapping.ts'
import type { Route } from '../api/route.ts'
import type { Compatibility, EndpointGuide, Language } from './guide.ts'

/** How the documents for people call things. */

export const compatibilityWords: Readonly<Record<Compatibility, string>> = {
  fully_compatible: 'fully compatible',
  request_changed: 'request changed',
  response_changed: 'response changed',
  breaking: 'breaking',
  deprecated: 'deprecated',
}

export const languageWords: Readonly<Record<Language, string>> = {
  curl: 'curl',
  typescript: 'TypeScript',
  python: 'Python',
}

/** As code blocks name them. */
export const syntaxOf: Readonly<Record<Language, string>> = {
  curl: 'bash',
  typescript: 'ts',
  python: 'python',
}

export const routeText = ({ method, path }: Route): string => `${method} ${path}`

export const sideWords: Readonly<Record<Change['side'], string>> = {
  request: 'Request',
  response: 'Response',
}

export const rightsText = ({ before, after }: { before: string | null; after: string | null }): string =>
  before === after ? (before ?? 'no token') : `${before ?? 'no token'} → ${after ?? 'no token'}`

/** The matrix: how many breaking changes there are, and a dot for all else that holds. */
export function markOf(
  { compatibility, breaking_changes }: Pick<EndpointGuide, 'compatibility' | 'breaking_changes'>,
  column: Compatibility,
): string {
  if (!compatibility.includes(column)) return ''
  return column === 'breaking' ? String(breaking_changes) : '●'
}
