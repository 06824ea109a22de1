import { samplePassword } from '../../fixtures/v1/passwords.ts'
import { sampleUsers } from '../../fixtures/v1/rows.ts'
import { samplePath } from '../../fixtures/v1/sample.ts'
import { chooseProvider } from '../../src/databases/providers/choose-provider.ts'
import type { PostgresServer } from '../../src/databases/providers/provider.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { TableCounts } from '../../src/records/ports.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { type RaisedWorld, raiseWorld, type Spoiler, type World } from './bring-up.ts'
import { openV1File } from './v1-file.ts'

/** What the suites are given. Plain values: they cross process borders. */
export interface Systems {
  /** what is judged */
  readonly world: World
  /** a copy of it that is up already and may be written to; else one is made when a check asks for it */
  readonly twin?: World
  /** where a user is known with the password: the judged world, or the sample beside it */
  readonly login: {
    readonly world: World
    readonly username: string
    readonly password: string
    readonly place: string
    /** a user of that world who has the same password and is not active */
    readonly inactive?: string
  }
  readonly performanceThreshold: number
  /** milliseconds for one call */
  readonly timeout: number
}

export interface Rehearsal {
  readonly systems: Systems
  readonly facts: Readonly<Record<string, string | number>>
  close(): Promise<void>
}

/** An active administrator of every generated database. */
const sampleUser = sampleUsers.admin.username

/** Copies nothing and touches nothing of the user's: migrates into a disposable PostgreSQL, and serves both sides. */
export async function rehearse(
  settings: Settings,
  progress: Progress,
  spoiler: Spoiler = {},
): Promise<Rehearsal> {
  const v1Path = settings.v1Db ?? samplePath
  // a file that cannot be migrated is told before a server is started for it
  openV1File(v1Path).close()
  const provider = await chooseProvider(settings.postgres)
  progress.say(`Starting a disposable PostgreSQL (${provider.name})`)
  const server = await provider.open()
  const raised: RaisedWorld[] = []
  const close = async (): Promise<void> => {
    await Promise.all(raised.map((world) => world.close()))
    await server.close()
  }
  try {
    progress.say(`Rehearsing the migration of ${settings.v1Db ?? 'the built-in sample'}`)
    const judged = await raiseWorld(server, v1Path, progress, spoiler)
    raised.push(judged)
    const login = await findLogin(settings, server, judged.world, raised, progress)
    const { performanceThreshold, timeout } = settings
    return {
      systems: { world: judged.world, login, performanceThreshold, timeout },
      facts: factsOf(settings, server, judged),
      close,
    }
  } catch (error) {
    await close()
    throw error
  } finally {
    progress.end()
  }
}

/** Passwords of somebody else's users are not known; then logins are tried on the sample, migrated beside. */
async function findLogin(
  settings: Settings,
  server: PostgresServer,
  world: World,
  raised: RaisedWorld[],
  progress: Progress,
): Promise<Systems['login']> {
  if (settings.credentials) return { world, ...settings.credentials, place: 'the database that is judged' }
  const user = { username: sampleUser, password: samplePassword, inactive: sampleUsers.inactive.username }
  if (settings.v1Db === null) return { world, ...user, place: 'the sample' }
  progress.say('Migrating the sample as well: logins need a user whose password is known')
  const sample = await raiseWorld(server, samplePath, progress)
  raised.push(sample)
  return { world: sample.world, ...user, place: 'the sample, because no test_username is configured' }
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
  }
}
