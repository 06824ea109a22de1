import { existsSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import pg from 'pg'
import { tagOfDatabase } from './lent-names.ts'
import type { PostgresProvider } from './provider.ts'

/** Names what still exists of a server and the databases lent from it; empty when all is gone. */
export type Leftovers = () => Promise<string[]>

/** Looks at what a provider made for these lent databases while it is up, to be asked again later. */
export const watchLeftovers = async (
  name: PostgresProvider['name'],
  urls: readonly string[],
  external: string | undefined,
): Promise<Leftovers> => {
  if (name === 'external') return () => findDatabases(external ?? '', urls.map(nameOf))
  const [url = ''] = urls
  const folder = await ask<{ data_directory: string }>(url, 'SHOW data_directory')
  const data = folder[0]?.data_directory ?? ''
  const tag = tagOfDatabase(nameOf(url)) ?? ''
  return async () => [
    ...((await isListening(url)) ? [`server at ${new URL(url).host}`] : []),
    ...(name === 'embedded' && existsSync(data) ? [data] : []),
    ...(name === 'container' ? await findContainers(tag) : []),
  ]
}

export const nameOf = (url: string): string => new URL(url).pathname.slice(1)

export const ask = async <Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

const findDatabases = async (url: string, names: readonly string[]): Promise<string[]> => {
  const found = await ask<{ datname: string }>(
    url,
    'SELECT datname FROM pg_database WHERE datname = ANY ($1)',
    [names],
  )
  return found.map(({ datname }) => datname)
}

/** The kernel accepts at once for whoever listens; without an answer, packets go nowhere, as when a container is taken down. */
const isListening = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(Number(new URL(url).port), new URL(url).hostname)
    const settle = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.setTimeout(1000, () => settle(false))
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })

const findContainers = async (tag: string): Promise<string[]> => {
  const { getContainerRuntimeClient } = await import('testcontainers')
  const { dockerode } = (await getContainerRuntimeClient()).container
  const found = await dockerode.listContainers({
    all: true,
    filters: { label: [`betty-migrate.keeper=${tag}`] },
  })
  return found.map(({ Id }) => `container ${Id}`)
}
