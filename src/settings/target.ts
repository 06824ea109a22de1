import { z } from 'zod'
import { MigrateError } from '../errors.ts'
import { declarations, type FlagName } from './declarations.ts'
import type { Environment } from './read-given.ts'

/** Which v2 database is meant, as flags say it. */
export type TargetFlags = { readonly [N in TargetName]?: string }

/** The settings that name the v2 database. */
export const targetNames = [
  'v2Host',
  'v2Port',
  'v2User',
  'v2Password',
  'v2Database',
  'v2DatabaseUrl',
  'v2Schema',
] as const satisfies readonly FlagName[]

type TargetName = (typeof targetNames)[number]

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
export function parseTarget(flags: TargetFlags, environment: Environment): TargetSettings {
  const inEnvironment = (name: TargetName) => environment[declarations[name].variable]
  const namedSchema = flags.v2Schema ?? inEnvironment('v2Schema')
  const given = flags.v2DatabaseUrl ?? inEnvironment('v2DatabaseUrl')
  const url = given === undefined ? new URL('postgresql://localhost') : parseUrl(given)
  // an address that a flag gives as a whole is not mixed with parts from the environment
  const isWhole = flags.v2DatabaseUrl !== undefined
  const part = (name: TargetName) => flags[name] ?? (isWhole ? undefined : inEnvironment(name))
  setHost(url, part('v2Host'))
  const port = part('v2Port')
  if (port !== undefined) url.port = String(parsePort(port))
  const user = part('v2User')
  if (user !== undefined) url.username = encodeURIComponent(user)
  const password = part('v2Password') ?? (url.password ? undefined : environment.PGPASSWORD)
  if (password !== undefined) url.password = encodeURIComponent(password)
  const database = part('v2Database')
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
