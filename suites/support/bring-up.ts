import { randomBytes } from 'node:crypto'
import type { RunningServer } from '../../fixtures/servers/serve.ts'
import { spawnServer } from '../../fixtures/servers/spawn-server.ts'
import type { PostgresServer } from '../../src/databases/providers/provider.ts'
import type { Progress } from '../../src/progress/progress.ts'
import { fileStamp } from './file-stamp.ts'
import { type DatabaseSpoiler, type RaisedDatabase, raiseDatabase, schema } from './raise-database.ts'

/** A v1 file and the v2 database it was migrated into, with both APIs over them. Plain values. */
export interface World {
  readonly v1Path: string
  /** as the file was before it was read: see `fileStamp` */
  readonly v1Stamp: string
  readonly v1Url: string
  readonly v2Url: string
  /** connection URL with credentials of a database that is thrown away */
  readonly databaseUrl: string
  readonly schema: string
  /** signs the tokens of both servers; made for this run */
  readonly secret: string
  /** a second v2 database of the same content, for checks that write */
  readonly twinUrl?: string
}

/** How a test makes a rehearsal go wrong on purpose. */
export interface Spoiler extends DatabaseSpoiler {
  /** what the suites are told instead of the world that was raised */
  world?(world: World, server: PostgresServer): Promise<World>
}

export interface RaisedWorld extends RaisedDatabase {
  readonly world: World
  /** stops the servers; the database goes with the PostgreSQL that lent it */
  close(): Promise<void>
}

/** Migrates the file into a new database and serves both: the rehearsal of one v1 file. */
export async function raiseWorld(
  server: PostgresServer,
  v1Path: string,
  progress: Progress,
  spoiler: Spoiler = {},
): Promise<RaisedWorld> {
  const v1Stamp = fileStamp(v1Path)
  const database = await server.lend()
  const raised = await raiseDatabase(v1Path, database.url, progress, spoiler)
  // before a server is connected: a database in use cannot be copied
  const twin = await server.lend({ template: database })
  const secret = randomBytes(32).toString('base64')
  progress.say('Starting the v1 and v2 servers')
  const servers = await startServers([
    { kind: 'v1', dbPath: v1Path, secret },
    { kind: 'v2', databaseUrl: database.url, schema, secret },
  ])
  const [v1, v2] = servers.map((running) => running.url)
  const world = {
    v1Path,
    v1Stamp,
    v1Url: v1 ?? '',
    v2Url: v2 ?? '',
    databaseUrl: database.url,
    schema,
    secret,
    twinUrl: twin.url,
  }
  return {
    world: (await spoiler.world?.(world, server)) ?? world,
    ...raised,
    async close() {
      await Promise.all(servers.map((running) => running.close()))
    },
  }
}

/** All or none. */
async function startServers(orders: readonly Parameters<typeof spawnServer>[0][]): Promise<RunningServer[]> {
  const starts = await Promise.allSettled(orders.map(spawnServer))
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const failed = starts.find((start) => start.status === 'rejected')
  if (!failed) return running
  await Promise.all(running.map((server) => server.close()))
  throw failed.reason
}
