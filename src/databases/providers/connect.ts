import pg from 'pg'
import { readClientConfig } from '../postgres/client-config.ts'
import { explainRefusal } from '../postgres/explain-refusal.ts'

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
  const client = new pg.Client({ connectionTimeoutMillis, ...options, ...readClientConfig(url) })
  client.on('error', () => undefined) // the next query reports a lost connection
  try {
    await client.connect()
  } catch (error) {
    throw explainRefusal('provider_unavailable', error, client)
  }
  return client
}
