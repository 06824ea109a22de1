import { resolve } from 'node:path'
import { betty } from '../betty/index.ts'
import type { Gate } from '../readiness/contract.ts'
import type { Waiver } from '../readiness/waivers.ts'
import { parseBaseUrl } from './base-url.ts'
import { declarations } from './declarations.ts'
import type { PerformanceThreshold } from './performance-threshold.ts'
import { badSetting, type Environment, type Given, readGiven } from './read-given.ts'
import { parseTarget, type TargetSettings } from './target.ts'

/** Systems of the user's own. What is null was not named. */
export interface RunningSystems {
  /** base URL without the version prefix */
  readonly v1Url: string | null
  readonly v2Url: string | null
  /** a database that is said to be migrated; null also when one is named without that */
  readonly v2Database: TargetSettings | null
  /** a v2 database is named, whether it is said to be migrated or not */
  readonly namesDatabase: boolean
  /** v2 is made of the v1 file for this run: no v2 of the user's own is to be judged */
  readonly rehearsesV2: boolean
  /** with which both servers sign their tokens, for the checks that need tokens of many users */
  readonly tokenSecret: string | null
}

/** Everything the suites are told from outside, with all defaults filled in. */
export interface Settings {
  /** absolute path of the v1 file; null when none is named */
  readonly v1Db: string | null
  /** null: a rehearsal is judged, and nothing of the user's but the v1 file is looked at */
  readonly running: RunningSystems | null
  readonly postgres:
    | { readonly kind: 'auto' | 'container' | 'embedded'; readonly image: string | undefined }
    | { readonly kind: 'external'; readonly url: string }
  /** how many times slower v2 may be */
  readonly performanceThreshold: PerformanceThreshold
  /** findings that somebody answers for */
  readonly waivers: readonly Waiver[]
  /** what the gate asks for */
  readonly gate: Gate
  readonly credentials: { readonly username: string; readonly password: string } | null
  /** for one call, in milliseconds */
  readonly timeout: number
  /** how often a call to a running system may be made again */
  readonly retries: number
  /** checks may create, change and delete things in running systems */
  readonly allowWrites: boolean
  /** the disposable database stays when the rehearsal ends */
  readonly keep: boolean
  /** nothing is told but the result */
  readonly quiet: boolean
}

/**
 * @param environment as `process.env`
 * @param file the parsed configuration file
 * @throws MigrateError `bad_setting` that names the setting
 */
export function parseSettings(environment: Environment, file: unknown = {}): Settings {
  const given = readGiven(environment, file)
  return {
    v1Db: given.v1Db === undefined ? null : resolve(given.v1Db),
    running: readRunning(given, environment),
    postgres: readPostgres(given),
    performanceThreshold: given.performanceThreshold,
    waivers: given.waivers,
    gate: { threshold: given.threshold, minCoverage: given.minCoverage },
    credentials: requireCredentials(given),
    timeout: given.timeout,
    retries: given.retryAttempts,
    allowWrites: given.allowWrites,
    keep: given.keep,
    quiet: ['WARNING', 'ERROR'].includes(given.logLevel),
  }
}

function readPostgres({ postgres, postgresImage: image }: Given): Settings['postgres'] {
  if (postgres === 'auto' || postgres === 'container' || postgres === 'embedded')
    return { kind: postgres, image }
  return { kind: 'external', url: postgres }
}

/** A password without a user name, or the other way round, would be passed over in silence. */
export function requireCredentials(
  { testUsername: username, testPassword: password }: Given,
  where = 'the configuration file',
): Settings['credentials'] {
  if (username !== undefined && password !== undefined) return { username, password }
  if (username === password) return null
  const { testUsername, testPassword } = declarations
  throw badSetting(`${where}: ${testUsername.key} and ${testPassword.key} belong together`)
}

/** Systems are running when an API is named, or a database that is migrated already. */
function readRunning(given: Given, environment: Environment): RunningSystems | null {
  const { v1Url, v2Url, v2Migrated } = given
  if (v1Url === undefined && v2Url === undefined && !v2Migrated) return null
  const namesDatabase = Boolean(given.v2Database || given.v2DatabaseUrl)
  const { source, target } = betty.apis
  return {
    v1Url: v1Url === undefined ? null : parseBaseUrl(v1Url, declarations.v1Url.variable, source.prefixes),
    v2Url: v2Url === undefined ? null : parseBaseUrl(v2Url, declarations.v2Url.variable, target.prefixes),
    v2Database: v2Migrated && namesDatabase ? parseTarget({}, environment) : null,
    namesDatabase,
    rehearsesV2: given.v1Db !== undefined && v2Url === undefined && !v2Migrated,
    tokenSecret: given.tokenSecret ?? null,
  }
}
