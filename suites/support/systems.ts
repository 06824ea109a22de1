import { AsyncLocalStorage } from 'node:async_hooks'
import { inject } from 'vitest'
import { mintV1Token } from '../../fixtures/servers/v1/authorize.ts'
import { mintV2Token } from '../../fixtures/servers/v2/authorize.ts'
import { betty } from '../../src/betty/index.ts'
import { connectPostgres, type PostgresSession } from '../../src/databases/postgres/connect.ts'
import { MigrateError } from '../../src/errors.ts'
import { parseJson } from '../../src/json/json.ts'
import type { DownFacts } from '../../src/records/row-down.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { type Api, createApi } from './api.ts'
import type { World } from './bring-up.ts'
import type { Systems } from './rehearsal.ts'
import { throughMapping } from './through-mapping.ts'

const others = new AsyncLocalStorage<Systems>()

/** Runs work with other systems than those of this run: for the tests of the checks themselves. */
export const withSystems = <T>(given: Systems, work: () => Promise<T>): Promise<T> => others.run(given, work)

/** The systems of this run. Only inside a check: a rehearsal that failed never gets there. */
export function systems(): Systems {
  const provided = others.getStore() ?? inject('systems')
  if (!provided) throw new MigrateError('internal', 'No systems were brought up.', 'See the cause above.')
  return provided
}

/** Both APIs of a world, asked as a user who may read, and v2 as the mappings show it. */
export interface Apis {
  readonly v1: Api
  readonly v2: Api
  /** v2 in the form of v1 */
  readonly mapped: Api
  /** v1 ids that are in quarantine, as text, by source table */
  readonly quarantined: ReadonlyMap<string, ReadonlySet<string>>
}

interface Reader {
  readonly id: string
  readonly v1Id: bigint
  readonly username: string
  readonly role: string
  readonly permissions: readonly string[]
}

/** Ends the check as not run when v1 has nobody who could ask. */
export async function openApis(judge: Judge, world: World = systems().world): Promise<Apis> {
  const { timeout } = systems()
  return withDatabase(world, async (session) => {
    const user =
      (await findReader(session)) ?? judge.notRun('v1 has no active user who may read, so nobody can ask')
    const v1Token = await mintV1Token(world.secret, { user_id: user.v1Id, username: user.username })
    const v2Token = await mintV2Token(world.secret, { user_id: user.id, ...user })
    const v2 = createApi({ url: world.v2Url, token: v2Token, timeout })
    return {
      v1: createApi({ url: world.v1Url, token: v1Token, timeout }),
      v2,
      mapped: throughMapping(v2, betty.mappings, await readOrigins(session)),
      quarantined: await readQuarantined(session),
    }
  })
}

/** Lends a connection to the v2 database of a world. */
export async function withDatabase<T>(
  world: World,
  work: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  const session = await connectPostgres(world.databaseUrl, world.schema)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

async function findReader(session: PostgresSession): Promise<Reader | undefined> {
  const [row] = await session.query(
    `SELECT id, v1_id, username, role, permissions FROM users
     WHERE is_active AND v1_id IS NOT NULL AND (role = 'admin' OR permissions ? 'knowledge:read')
     ORDER BY role = 'admin' DESC, v1_id LIMIT 1`,
  )
  if (!row) return undefined
  return {
    id: String(row.id),
    v1Id: BigInt(String(row.v1_id)),
    username: String(row.username),
    role: String(row.role),
    permissions: parseJson(String(row.permissions)) as readonly string[],
  }
}

/** What the answers of v2 refer to by UUID. */
export async function readOrigins(session: PostgresSession): Promise<DownFacts> {
  const origins = new Map<string, bigint | string>()
  for (const row of await session.query('SELECT id, v1_id FROM users WHERE v1_id IS NOT NULL')) {
    origins.set(`users ${row.id}`, BigInt(String(row.v1_id)))
  }
  for (const row of await session.query('SELECT id, slug FROM projects')) {
    origins.set(`projects ${row.id}`, String(row.slug))
  }
  return { origin: (table, id) => origins.get(`${table} ${id}`) ?? null, instant: (local) => local }
}

async function readQuarantined(session: PostgresSession): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>(betty.records.map((record) => [record.source, new Set()]))
  const rows = await session.query(
    'SELECT source_table, source_key FROM migration_quarantine WHERE resolved_at IS NULL',
  )
  for (const row of rows) found.get(String(row.source_table))?.add(String(row.source_key))
  return found
}
