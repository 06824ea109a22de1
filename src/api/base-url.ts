import { MigrateError } from '../errors.ts'
import type { Api } from './operation.ts'

/**
 * The base of a server, to which the paths of its operations are added, from any form in which people give it.
 * @throws MigrateError `bad_setting`
 */
export function readBaseUrl(text: string, { title, prefixes, url: usual }: Api): string {
  const url = URL.parse(text.trim())
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash)
    throw badUrl(`The URL of ${title} is none of HTTP`, `Write it as ${usual}.`)
  if (url.username || url.password)
    throw badUrl(`The URL of ${title} holds a name or a password`, 'Callers bring a token of their own.')
  const path = url.pathname.replace(/\/+$/, '')
  const prefix = prefixes.find((each) => path.endsWith(each)) ?? ''
  return url.origin + path.slice(0, path.length - prefix.length)
}

/** The URL is not shown: it may hold a secret. */
const badUrl = (what: string, next: string): MigrateError => new MigrateError('bad_setting', `${what}.`, next)
