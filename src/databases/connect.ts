import pg from 'pg'
import { MigrateError } from '../errors.ts'

const connectionTimeoutMillis = 10_000

/**
 * Runs `work` on a connection of its own.
 * @throws MigrateError `provider_unavailable` that says why the server did not let us in
 */
export const withClient = async <T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  options?: pg.ClientConfig,
): Promise<T> => {
  const client = await connect(url, options)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const connect = async (url: string, options: pg.ClientConfig = {}): Promise<pg.Client> => {
  const client = new pg.Client({ connectionTimeoutMillis, ...options, connectionString: url })
  client.on('error', () => undefined) // the next query reports a lost connection
  try {
    await client.connect()
  } catch (error) {
    throw explainRefusal(error, client)
  }
  return client
}

const explainRefusal = (cause: unknown, client: pg.Client): MigrateError => {
  const place = `${client.host}:${client.port}`
  const refuse = (message: string, next: string) =>
    new MigrateError('provider_unavailable', message, next, { cause })
  switch (codeOf(cause)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return refuse(`No PostgreSQL answers at ${place}.`, 'Start it, or correct host and port in the URL.')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refuse(`The host of ${place} is not known.`, 'Correct the host in the URL.')
    case '28P01':
    case '28000':
      return refuse(
        `PostgreSQL at ${place} refused the login of user ${client.user}.`,
        'Correct user and password in the URL, or the server’s pg_hba.conf.',
      )
    case '3D000':
      return refuse(
        `PostgreSQL at ${place} has no database ${client.database}.`,
        'Correct the database in the URL.',
      )
    default:
      return refuse(
        `PostgreSQL at ${place} could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
        'Correct the URL or the server, then try again.',
      )
  }
}

/** SQLSTATE of a PostgreSQL error, or the system's code of a failed connection. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
