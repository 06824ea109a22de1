import { AsyncLocalStorage } from 'node:async_hooks'
import { inject } from 'vitest'
import { createOrigins } from '../../src/betty/origins.ts'
import { connectPostgres, type PostgresSession } from '../../src/databases/postgres/connect.ts'
import { MigrateError } from '../../src/errors.ts'
import type { DownFacts } from '../../src/records/row-down.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { type Api, createApi } from './api.ts'
import type { World } from './bring-up.ts'
import { declaration } from './declaration.ts'
import './context.ts'
import { type GivenSystems, has, type Login, open, type Tokens } from './given.ts'
import { mintTokens } from './mint-tokens.ts'
import { noteOrigins } from './note-origins.ts'
import { throughMapping } from './through-mapping.ts'

/** What the suites judge. To ask for a part that this run has not got ends a check as not run, with the reason. */
export interface Systems extends Omit<GivenSystems, 'world' | 'login' | 'loginWorld' | 'tokens'> {
  /** what is judged */
  readonly world: World
  /** a copy of it that is up already and may be written to; else one is made when a check asks for it */
  readonly twin?: World
  /** where a user is known with the password: the judged world, or the sample beside it */
  readonly login: Login & { readonly world: World }
  /** undefined when a token for anybody can be signed */
  readonly tokens: Tokens | undefined
}

const others = new AsyncLocalStorage<Systems>()

/** Runs work with other systems than those of this run: for the tests of the checks themselves. */
export const withSystems = <T>(given: Systems, work: () => Promise<T>): Promise<T> => others.run(given, work)

/** The systems of this run. Only inside a check: a set-up that failed never gets there. */
export function systems(): Systems {
  const other = others.getStore()
  if (other) return other
  const provided = inject('systems')
  if (!provided) {
    const failure = inject('setupFailure')
    if (failure) throw MigrateError.fromReport(failure)
    throw new MigrateError(
      'definition_invalid',
      'No systems were brought up for this test.',
      'Name betty-migrate/setup as globalSetup of its Vitest project.',
    )
  }
  const { world: given, login, loginWorld, tokens, ...rest } = provided
  const world = open<World>(given)
  return {
    ...rest,
    world,
    login: Object.assign(open<Login>(login), { world: loginWorld ? open<World>(loginWorld) : world }),
    tokens: tokens ? open<Tokens>(tokens) : undefined,
  }
}

/** Both APIs of a world, asked as a user who may read, and v2 as the mappings show it. */
export interface Apis {
  readonly v1: Api
  readonly v2: Api
  /** v2 in the form of v1 */
  readonly mapped: Api
  /** v1 ids that are in quarantine, as text, by source table */
  readonly quarantined: ReadonlyMap<string, ReadonlySet<string>>
  /** numbers of the items that were made in v2 after the migration and are there, as text */
  readonly madeInV2: ReadonlySet<string>
}

/** Ends the check as not run when v1 has nobody who could ask. */
export async function openApis(judge: Judge, world: World = systems().world): Promise<Apis> {
  const { timeout, tokens } = systems()
  const { v1Url, v2Url } = world
  const { v1: v1Token, v2: v2Token } = tokens ?? (await withDatabase(world, mintTokens(judge, world.secret)))
  const v1 = createApi({ url: v1Url, token: v1Token, timeout })
  const v2 = createApi({ url: v2Url, token: v2Token, timeout })
  if (!has(world, 'databaseUrl')) {
    judge.message('without the v2 database, what is in quarantine, and what was made in v2, is not known')
    const origins = createOrigins()
    const mapped = throughMapping(v2, declaration().mappings, origins)
    return { v1: noteOrigins(v1, origins), v2, mapped, quarantined: new Map(), madeInV2: new Set() }
  }
  return withDatabase(world, async (session) => ({
    v1,
    v2,
    mapped: throughMapping(v2, declaration().mappings, await readOrigins(session)),
    quarantined: await readQuarantined(session),
    madeInV2: await readMadeInV2(session),
  }))
}

/** Lends a connection to the v2 database of a world. Outside of a rehearsal it only reads. */
export async function withDatabase<T>(
  world: World,
  work: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  const session = await connectPostgres(world.databaseUrl, world.schema)
  try {
    // a limit that the database or the role begins with is for others, and would end a check in the middle
    await session.query('SET idle_in_transaction_session_timeout TO 0; SET statement_timeout TO 0')
    if (systems().kind === 'running') await session.query('SET default_transaction_read_only TO on')
    return await work(session)
  } finally {
    await session.close()
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
  return {
    origin: (table, id) => origins.get(`${table} ${id.toLowerCase()}`) ?? null,
    instant: (local) => local,
  }
}

async function readQuarantined(session: PostgresSession): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>(
    declaration().records.map((record) => [record.source, new Set()]),
  )
  const rows = await session.query(
    'SELECT source_table, source_key FROM migration_quarantine WHERE resolved_at IS NULL',
  )
  for (const row of rows) found.get(String(row.source_table))?.add(String(row.source_key))
  return found
}

async function readMadeInV2(session: PostgresSession): Promise<ReadonlySet<string>> {
  const rows = await session.query(
    `SELECT v1_id FROM knowledge_items WHERE NOT (metadata ? 'migration') AND status <> 'deleted' ORDER BY v1_id`,
  )
  return new Set(rows.map((row) => String(row.v1_id)))
}
