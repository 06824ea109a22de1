import { z } from 'zod'
import { MigrateError } from '../errors.ts'

/** Which v2 database is meant, as flags say it. */
export interface TargetFlags {
  readonly v2DatabaseUrl?: string
  readonly v2Host?: string
  readonly v2Port?: string
  readonly v2User?: string
  readonly v2Password?: string
  readonly v2Database?: string
  readonly v2Schema?: string
}

export interface TargetSettings {
  /** connection URL, mostly with a password: never print it without `redactUrl` */
  readonly url: string
  readonly schema: string
  /** the schema, if it was named at all */
  readonly namedSchema: string | undefined
}

const portForm = z.coerce.number().int().min(1).max(65_535)

/**
 * The v2 database that flags and environment name; flags win. Nothing names a database by default: to change the
 * wrong one would be the worst of mistakes.
 * @throws MigrateError `bad_setting`
 */
export function parseTarget(
  flags: TargetFlags,
  environment: Readonly<Record<string, string | undefined>>,
): TargetSettings {
  const namedSchema = flags.v2Schema ?? environment.BETTY_V2_SCHEMA
  const given = flags.v2DatabaseUrl ?? environment.BETTY_V2_DATABASE_URL
  const url = given === undefined ? new URL('postgresql://localhost') : parseUrl(given)
  // an address that a flag gives as a whole is not mixed with parts from the environment
  const parts = flags.v2DatabaseUrl === undefined ? environment : {}
  setHost(url, flags.v2Host ?? parts.BETTY_V2_HOST)
  const port = flags.v2Port ?? parts.BETTY_V2_PORT
  if (port !== undefined) url.port = String(parsePort(port))
  const user = flags.v2User ?? parts.BETTY_V2_USER
  if (user !== undefined) url.username = encodeURIComponent(user)
  const password =
    flags.v2Password ?? parts.BETTY_V2_PASSWORD ?? (url.password ? undefined : environment.PGPASSWORD)
  if (password !== undefined) url.password = encodeURIComponent(password)
  const database = flags.v2Database ?? parts.BETTY_V2_DATABASE
  if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`
  if (url.pathname.length <= 1)
    throw badTarget(
      'No v2 database is named.',
      'Name it: --v2-database NAME (BETTY_V2_DATABASE), or --v2-database-url URL (BETTY_V2_DATABASE_URL).',
    )
  return { url: url.href, schema: namedSchema ?? 'public', namedSchema }
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol)) return url
  throw badTarget(
    'The URL of the v2 database is none of PostgreSQL.', // not shown: it may hold a password
    'Write it as postgresql://user:password@host:port/database, with special characters percent-encoded.',
  )
}

/** A path is the directory of a Unix socket, which only a parameter can name. */
function setHost(url: URL, host: string | undefined): void {
  if (host === undefined) return
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else {
    url.searchParams.delete('host')
    const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
    // the setter leaves the host as it was when it does not like the new one
    if (name === '' || /[\s/?#@\\]/.test(name) || URL.parse(`postgresql://${name}`) === null)
      throw badTarget(
        `The host "${host}" of the v2 database is none.`,
        'Give a name or an address alone; the port is --v2-port.',
      )
    url.hostname = name
  }
}

function parsePort(text: string): number {
  const port = portForm.safeParse(text)
  if (port.success) return port.data
  throw badTarget(`The port "${text}" of the v2 database is none.`, 'Give a number from 1 to 65535.')
}

const badTarget = (message: string, next: string): MigrateError =>
  new MigrateError('bad_setting', message, next)
