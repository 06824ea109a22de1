import { MigrateError } from '../errors.ts'

/**
 * The address of an API without what its paths begin with, so that `http://host:3033` and `http://host:3033/api/v1/`
 * mean the same server.
 * @param name of the setting, for the error
 * @param prefixes the longest first
 * @throws MigrateError `bad_setting`
 */
export function parseBaseUrl(text: string, name: string, prefixes: readonly string[]): string {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw badUrl(`${name} is no HTTP address`, 'Write it as http://host:port or https://host.')
  // not shown: it holds a password
  if (url.username !== '' || url.password !== '')
    throw badUrl(
      `${name} holds a user name or a password`,
      'Leave them out of the address; test_username and test_password are in the configuration file.',
    )
  if (url.search !== '' || url.hash !== '')
    throw badUrl(`${name} has a query or a fragment`, 'Give the address alone.')
  const path = url.pathname.replace(/\/+$/, '')
  const prefix = prefixes.find((each) => path.endsWith(each)) ?? ''
  return url.origin + path.slice(0, path.length - prefix.length)
}

const badUrl = (what: string, next: string): MigrateError =>
  new MigrateError('bad_setting', `A setting is wrong. ${what}.`, next)
