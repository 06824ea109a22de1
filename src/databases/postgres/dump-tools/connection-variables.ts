import pg from 'pg'
import { readClientConfig } from '../client-config.ts'

/** For the environment of libpq's programs: no secret is ever an argument, and no name is read as a pattern. */
export type ConnectionVariables = Readonly<Record<string, string>>

/** Parameters that libpq knows and the driver leaves in the URL, by the names of libpq's documentation. */
const variableOf: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslnegotiation: 'PGSSLNEGOTIATION',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
}

/** What would lead libpq to another server than the one of the driver. */
const misleading = ['PGSERVICE', 'PGSERVICEFILE', 'PGHOSTADDR', 'PGCLUSTER']

/** The database that the driver connects to with this URL, as libpq is told about it. */
export const readConnection = (url: string): ConnectionVariables => {
  const { host, port, user, password, database } = new pg.Client(readClientConfig(url))
  const parameters = URL.parse(url)?.searchParams ?? new URLSearchParams()
  const known = [...parameters].flatMap(([name, value]) => {
    const variable = variableOf[name]
    return variable === undefined ? [] : [[variable, name === 'sslmode' ? sslModeOf(value) : value]]
  })
  return {
    PGCONNECT_TIMEOUT: '10',
    ...(parameters.get('ssl') === 'true' ? { PGSSLMODE: 'require' } : {}),
    ...Object.fromEntries(known),
    PGCLIENTENCODING: 'UTF8',
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database ?? '',
    ...(user ? { PGUSER: user } : {}),
    ...(password ? { PGPASSWORD: password } : {}),
  }
}

/** `no-verify` is the driver's own word. */
const sslModeOf = (mode: string): string => (mode === 'no-verify' ? 'require' : mode)

/** The environment of a program on this machine. */
export const hostEnvironment = (connection: ConnectionVariables): NodeJS.ProcessEnv => {
  const inherited = Object.entries(process.env).filter(([name]) => !misleading.includes(name))
  return { ...Object.fromEntries(inherited), ...connection }
}

/** The same database seen from inside the server's container, where encryption and its files have no place. */
export const insideContainer = (connection: ConnectionVariables, port: number): ConnectionVariables => {
  const kept = Object.entries(connection).filter(([name]) => !name.startsWith('PGSSL'))
  return { ...Object.fromEntries(kept), PGHOST: '127.0.0.1', PGPORT: String(port) }
}
