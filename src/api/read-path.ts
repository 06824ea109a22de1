import type { Call } from './exchange.ts'

/**
 * A path as people write it, as that of a call: a whole URL, with or without the prefix of the API, with a query, without a slash
 * before or with one behind it.
 */
export function readPath(text: string, prefix: string): Pick<Call, 'path' | 'query'> {
  const [beforeQuery = '', ...rest] = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/#.*$/, '')
    .split('?')
  const parts = beforeQuery.split('/').filter((part) => part !== '')
  const path = `/${parts.join('/')}`
  const [root = ''] = prefix.slice(1).split('/')
  const whole = parts[0] === root ? path : `${prefix}${path}`
  return { path: whole, query: Object.fromEntries(new URLSearchParams(rest.join('?'))) }
}
