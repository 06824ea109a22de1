import { randomBytes } from 'node:crypto'
import type { RunningServer } from '../../fixtures/servers/serve.ts'
import { spawnServer } from '../../fixtures/servers/spawn-server.ts'
import { betty } from '../../src/betty/index.ts'
import { connectPostgres } from '../../src/databases/postgres/connect.ts'
import { postgresTarget } from '../../src/databases/postgres/postgres-target.ts'
import type { LentDatabase, PostgresServer } from '../../src/databases/provider.ts'
import { openSqliteSource } from '../../src/databases/sqlite/sqlite-source.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { RecordTarget } from '../../src/records/ports.ts'
import { type TransferResult, transfer } from '../../src/records/transfer.ts'
import { applySteps } from '../../src/schema/apply-steps.ts'

/** A v1 file and the v2 database it was migrated into, with both APIs over them. Plain values. */
export interface World {
  readonly v1Path: string
  readonly v1Url: string
  readonly v2Url: string
  /** connection URL with credentials of a database that is thrown away */
  readonly databaseUrl: string
  readonly schema: string
  /** signs the tokens of both servers; made for this run */
  readonly secret: string
}

/** How a test makes a rehearsal go wrong on purpose. */
export interface Spoiler {
  /** put between the converter and PostgreSQL */
  target?(target: RecordTarget): RecordTarget
  /** what the suites are told instead of the world that was raised */
  world?(world: World, server: PostgresServer): Promise<World>
}

export interface RaisedWorld {
  readonly world: World
  readonly result: TransferResult
  /** of the conversion alone, without the schema */
  readonly seconds: number
  /** stops the servers; the database goes with the PostgreSQL that lent it */
  close(): Promise<void>
}

const schema = 'public'

/** Migrates the file into a new database and serves both: the rehearsal of one v1 file. */
export async function raiseWorld(
  server: PostgresServer,
  v1Path: string,
  progress: Progress,
  spoiler: Spoiler = {},
): Promise<RaisedWorld> {
  const database = await server.lend()
  const { result, seconds } = await migrate(v1Path, database, progress, spoiler)
  const secret = randomBytes(32).toString('base64')
  progress.say('Starting the v1 and v2 servers')
  const servers = await startServers([
    { kind: 'v1', dbPath: v1Path, secret },
    { kind: 'v2', databaseUrl: database.url, schema, secret },
  ])
  const [v1, v2] = servers.map((running) => running.url)
  const world = { v1Path, v1Url: v1 ?? '', v2Url: v2 ?? '', databaseUrl: database.url, schema, secret }
  return {
    world: (await spoiler.world?.(world, server)) ?? world,
    result,
    seconds,
    async close() {
      await Promise.all(servers.map((running) => running.close()))
    },
  }
}

async function migrate(v1Path: string, database: LentDatabase, progress: Progress, spoiler: Spoiler) {
  const source = openSqliteSource(
    v1Path,
    betty.records.map((record) => record.source),
  )
  const session = await connectPostgres(database.url)
  try {
    const steps = betty.schema
    await applySteps(session, { schema, steps, phase: 'tables' })
    progress.say('Converting rows')
    const start = performance.now()
    const target = postgresTarget(session, { companionColumns: betty.companions })
    const result = await transfer(source, spoiler.target?.(target) ?? target, {
      records: betty.records,
      completion: betty.completion,
      bounds: { rows: 5000, bytes: 16 << 20 },
      onProgress: (table, counts, total) => progress.count(table, counts.read, total),
    })
    progress.say('Building keys and indexes')
    await applySteps(session, { schema, steps, phase: 'indexes' })
    await session.query('ANALYZE')
    return { result, seconds: (performance.now() - start) / 1000 }
  } finally {
    await session.close()
    source.close()
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
