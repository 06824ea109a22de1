import type { Progress } from '../../src/progress/progress.ts'
import type { RunningSystems, Settings } from '../../src/settings/settings.ts'
import type { World } from './bring-up.ts'
import { fileStamp } from './file-stamp.ts'
import type { Absence, Given, Login } from './given.ts'
import type { ClientOptions } from './http/client.ts'
import { logIn, noCredentials } from './log-in.ts'
import { describeMachine } from './machine.ts'
import { reachApi, reachDatabase } from './reach.ts'
import type { Rehearsal } from './rehearsal.ts'
import { rehearseBeside, type V2Beside } from './rehearse-beside.ts'
import { readSecret } from './token-secret.ts'
import { openV1File } from './v1-file.ts'

const notNamed = (what: string, how: string): Absence => ({ reason: `no ${what} is named (${how})` })

/**
 * The systems that the user named, each tried once: what does not answer is told to every check that needs it, as
 * is what was not named. Nothing is brought up but a v2 of the v1 file, where v1 runs and no v2 is to be judged; nothing of
 * the user's is changed.
 * @throws MigrateError when the v1 file is none
 */
export async function lookAtRunning(
  settings: Settings,
  running: RunningSystems,
  progress: Progress,
): Promise<Rehearsal> {
  const { v1Db } = settings
  if (v1Db !== null) openV1File(v1Db).close()
  const beside =
    running.rehearsesV2 && v1Db !== null
      ? await rehearseBeside(v1Db, running.tokenSecret, settings, progress)
      : undefined
  try {
    const seen = await look(settings, running, beside, progress)
    return { ...seen, measures: beside?.measures ?? {}, close: async () => void (await beside?.close()) }
  } catch (error) {
    await beside?.close()
    throw error
  }
}

async function look(
  settings: Settings,
  running: RunningSystems,
  beside: V2Beside | undefined,
  progress: Progress,
): Promise<Pick<Rehearsal, 'systems' | 'facts'>> {
  const { v1Db, credentials, timeout, retries, allowWrites, performanceThreshold } = settings
  progress.say('Looking at the systems that are running')
  const client = { timeout, retries }
  const [v1Url, v2Url, databaseUrl] = await Promise.all([
    running.v1Url === null
      ? notNamed('v1 API', '--v1-url, BETTY_V1_API_URL')
      : reachApi({ url: running.v1Url, ...client }, '/api/v1/health'),
    beside?.url ?? findV2(running, client),
    beside?.databaseUrl ?? findDatabase(running),
  ])
  const tokens = await logIn({ v1Url, v2Url, credentials, client })
  const file = notNamed('v1 database file', '--v1-db, BETTY_V1_DB_PATH')
  const world: Given<World> = {
    v1Path: v1Db ?? file,
    v1Stamp: v1Db === null ? file : fileStamp(v1Db),
    v1Url,
    v2Url,
    databaseUrl,
    schema: running.v2Database?.schema ?? 'public',
    secret: await readSecret(running.tokenSecret, tokens),
  }
  return {
    systems: {
      kind: 'running',
      world,
      login: givenLogin(settings),
      loginWorld: null,
      tokens,
      ...{ allowWrites, performanceThreshold, timeout, retries },
    },
    facts: {
      judged: 'running systems',
      machine: describeMachine(),
      ...describe('v1 API', v1Url),
      ...describe('v2 API', v2Url),
      ...describe('v1 file', world.v1Path),
      ...(beside && { 'v2 made for this run of': v1Db ?? '' }),
      ...(typeof databaseUrl === 'string' && { 'v2 database': new URL(databaseUrl).pathname.slice(1) }),
    },
  }
}

const findV2 = (
  { v2Url }: RunningSystems,
  client: Omit<ClientOptions, 'url'>,
): Promise<string | Absence> | Absence =>
  v2Url === null
    ? notNamed('v2 API', '--v2-url, BETTY_V2_API_URL')
    : reachApi({ url: v2Url, ...client }, '/api/health')

function findDatabase({ v2Database, namesDatabase }: RunningSystems): Promise<string | Absence> | Absence {
  if (v2Database) return reachDatabase(v2Database)
  return namesDatabase
    ? { reason: 'the v2 database is named, but not said to be migrated (BETTY_V2_MIGRATED=1)' }
    : notNamed('v2 database', '--v2-database, BETTY_V2_DATABASE')
}

const givenLogin = ({ credentials }: Settings): Given<Login> => ({
  username: credentials?.username ?? noCredentials,
  password: credentials?.password ?? noCredentials,
  place: 'the running systems',
})

const describe = (name: string, part: string | Absence): Readonly<Record<string, string>> =>
  typeof part === 'string' ? { [name]: part } : {}
