import { samplePassword } from '../../fixtures/v1/passwords.ts'
import { sampleUsers } from '../../fixtures/v1/rows.ts'
import { samplePath } from '../../fixtures/v1/sample.ts'
import { betty } from '../../src/betty/index.ts'
import { chooseProvider } from '../../src/databases/providers/choose-provider.ts'
import type { PostgresServer } from '../../src/databases/providers/provider.ts'
import { openSqliteSource } from '../../src/databases/sqlite/sqlite-source.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { Measures } from '../../src/readiness/measures.ts'
import type { TableCounts } from '../../src/records/ports.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { type RaisedWorld, raiseWorld, type Spoiler, type World } from './bring-up.ts'
import { migration } from './configured.ts'
import type { GivenSystems, Login } from './given.ts'
import { describeMachine } from './machine.ts'
import { measuresOf } from './measures.ts'

export interface Rehearsal {
  readonly systems: GivenSystems
  readonly facts: Readonly<Record<string, string | number>>
  readonly measures: Partial<Measures>
  /** @returns what was left running on purpose, for people */
  close(): Promise<string | undefined>
}

/** Copies nothing and touches nothing of the user's: migrates into a disposable PostgreSQL, and serves both sides. */
export async function rehearse(
  settings: Settings,
  progress: Progress,
  spoiler: Spoiler = {},
): Promise<Rehearsal> {
  const v1Path = settings.v1Db ?? samplePath
  // a file that cannot be migrated is told before a server is started for it
  openSqliteSource(v1Path, (settings.v1Db === null ? betty : migration).records).close()
  const provider = await chooseProvider(settings.postgres)
  progress.say(`Starting a disposable PostgreSQL (${provider.name})`)
  const server = await provider.open()
  const raised: RaisedWorld[] = []
  const stopServers = () => Promise.all(raised.map((world) => world.close()))
  try {
    progress.say(`Rehearsing the migration of ${settings.v1Db ?? 'the built-in sample'}`)
    const judged = await raiseWorld(server, v1Path, progress, spoiler)
    raised.push(judged)
    const login = await findLogin(settings, server, raised, progress)
    const { performanceThreshold, timeout, retries, allowWrites } = settings
    return {
      systems: {
        kind: 'rehearsal',
        world: judged.world,
        ...login,
        tokens: null,
        ...{ allowWrites, performanceThreshold, timeout, retries },
      },
      facts: factsOf(settings, server, judged),
      measures: measuresOf(judged),
      async close() {
        await stopServers()
        if (settings.keep) return describeKept(judged.world.databaseUrl, await server.leave())
        await server.close()
        return undefined
      },
    }
  } catch (error) {
    await stopServers()
    await server.close()
    throw error
  } finally {
    progress.end()
  }
}

const describeKept = (url: string, stop: string): string =>
  `The migrated database is left running:\n  ${url}\nTo stop it and clear it away:\n  ${stop}`

/** Passwords of somebody else's users are not known; then logins are tried on the sample, migrated beside. */
async function findLogin(
  settings: Settings,
  server: PostgresServer,
  raised: RaisedWorld[],
  progress: Progress,
): Promise<{ readonly login: Login; readonly loginWorld: World | null }> {
  if (settings.credentials)
    return { login: { ...settings.credentials, place: 'the database that is judged' }, loginWorld: null }
  const { admin, inactive, ...others } = sampleUsers
  const user = {
    ...{ username: admin.username, password: samplePassword, inactive: inactive.username },
    others: Object.values(others).map(({ username }) => username),
  }
  if (settings.v1Db === null) return { login: { ...user, place: 'the sample' }, loginWorld: null }
  progress.say('Migrating the sample as well: logins need a user whose password is known')
  const sample = await raiseWorld(server, samplePath, progress)
  raised.push(sample)
  const place = 'the sample, because no test_username is configured'
  return { login: { ...user, place }, loginWorld: sample.world }
}

function factsOf(
  settings: Settings,
  server: PostgresServer,
  { result, seconds }: RaisedWorld,
): Rehearsal['facts'] {
  const rows = (table: string, counts: TableCounts): string => {
    const rest = [
      counts.quarantined > 0 ? `${counts.quarantined} quarantined` : '',
      counts.inConflict > 0 ? `${counts.inConflict} in conflict` : '',
    ].filter(Boolean)
    return `${counts.read} ${table}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`
  }
  const notCovered = Object.entries(result.notCovered).map(([table, count]) => `${table} (${count} rows)`)
  return {
    source: settings.v1Db ?? 'built-in sample',
    rows: Object.entries(result.tables)
      .map(([table, counts]) => rows(table, counts))
      .join(', '),
    ...(notCovered.length > 0 && { 'not covered': notCovered.join(', ') }),
    conversion: `${seconds.toFixed(1)} s`,
    postgres: `${server.version} (${server.provider})`,
    machine: describeMachine(),
  }
}
