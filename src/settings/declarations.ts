import { z } from 'zod'
import { waiverForm } from '../readiness/waivers.ts'
import { type Declaration, type Flagged, without } from './declaration.ts'
import { durationWords, readDuration } from './duration.ts'
import { performanceThreshold, usualLimit } from './performance-threshold.ts'

const some = z.string().min(1, 'must not be empty; unset it if nothing is meant')

const yes = z.enum(['1', 'true', '0', 'false', '']).transform((text) => text === '1' || text === 'true')

const numberUpTo = (most: number) =>
  z
    .string()
    .refine(
      (text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= most,
      `must be a number from 0 to ${most}`,
    )
    .transform(Number)

const isServer = (text: string): boolean => /^postgres(ql)?:\/\//.test(text)

const hour = 3_600_000

const callTime = z.string().transform((text, context) => {
  const time = readDuration(text)
  if (time !== undefined && time > 0 && time <= hour) return time
  context.addIssue(`must be more than 0 and at most an hour: ${durationWords}`)
  return z.NEVER
})

const perRun = without('differs from run to run')
const inFileOnly = without('belongs to the configuration file')

/** Every setting, once: the forms, the flags, the help, the environment and the table in the docs come from here. */
export const declarations = {
  config: {
    flag: '--config <file>',
    variable: 'BETTY_CONFIG',
    key: perRun,
    means: 'a JSON file with further settings, or a betty.config.ts',
    text: z.string(),
    isPath: true,
  },
  logLevel: {
    flag: '--log-level <level>',
    variable: 'BETTY_LOG_LEVEL',
    key: perRun,
    means: 'how much is told on standard error',
    text: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']),
    fallback: 'INFO',
  },
  v1Db: {
    flag: '--v1-db <file>',
    variable: 'BETTY_V1_DB_PATH',
    key: perRun,
    means: 'the v1 SQLite file',
    text: some,
    isPath: true,
  },
  v1Url: {
    flag: '--v1-url <url>',
    variable: 'BETTY_V1_API_URL',
    key: perRun,
    means: 'the v1 API, with or without /api/v1',
    text: some,
  },
  v2Url: {
    flag: '--v2-url <url>',
    variable: 'BETTY_V2_API_URL',
    key: perRun,
    means: 'the v2 API, with or without /api/v2',
    text: some,
  },
  v2Host: {
    flag: '--v2-host <host>',
    variable: 'BETTY_V2_HOST',
    key: perRun,
    means: 'host of the v2 database',
    text: z.string(),
    leftOut: 'localhost',
  },
  v2Port: {
    flag: '--v2-port <port>',
    variable: 'BETTY_V2_PORT',
    key: perRun,
    means: 'its port',
    text: z.string(),
    leftOut: '5432',
  },
  v2User: {
    flag: '--v2-user <name>',
    variable: 'BETTY_V2_USER',
    key: perRun,
    means: 'role to log in as',
    text: z.string(),
  },
  v2Password: {
    flag: '--v2-password <password>',
    variable: 'BETTY_V2_PASSWORD',
    key: perRun,
    means: 'its password; better given in the environment, PGPASSWORD does too',
    text: z.string(),
  },
  v2Database: {
    flag: '--v2-database <name>',
    variable: 'BETTY_V2_DATABASE',
    key: perRun,
    means: 'the v2 database',
    text: z.string(),
  },
  v2DatabaseUrl: {
    flag: '--v2-database-url <url>',
    variable: 'BETTY_V2_DATABASE_URL',
    key: perRun,
    means: 'all of these in one',
    text: z.string(),
  },
  v2Schema: {
    flag: '--v2-schema <name>',
    variable: 'BETTY_V2_SCHEMA',
    key: perRun,
    means: 'schema in that database',
    text: z.string(),
    leftOut: 'public',
  },
  v2Migrated: {
    flag: without('`check` says it'),
    variable: 'BETTY_V2_MIGRATED',
    key: perRun,
    means: '1: the v2 database is migrated already, and is to be judged as it is',
    text: yes,
    fallback: false,
    leftOut: '0 for `rehearse` and `vitest run suites`, 1 for `check`',
  },
  postgres: {
    flag: '--postgres <where>',
    variable: 'BETTY_POSTGRES',
    key: perRun,
    means: 'where a disposable PostgreSQL comes from: auto, container, embedded, or the URL of a server',
    text: z
      .string()
      .refine(
        (text) => ['auto', 'container', 'embedded'].includes(text) || isServer(text),
        'must be auto, container, embedded or the URL of a PostgreSQL server',
      ),
    fallback: 'auto',
  },
  postgresImage: {
    flag: without('rarely changed'),
    variable: 'BETTY_POSTGRES_IMAGE',
    key: perRun,
    means: 'image of the container, such as postgres:16-alpine',
    text: some,
    leftOut: 'postgres:18-alpine',
  },
  threshold: {
    flag: '--threshold <score>',
    variable: 'BETTY_READINESS_THRESHOLD',
    key: 'readiness_threshold',
    means: 'the score that the gate asks for, from 0 to 100',
    text: numberUpTo(100),
    json: z.number().min(0).max(100),
    fallback: 90,
  },
  minCoverage: {
    flag: '--min-coverage <share>',
    variable: 'BETTY_READINESS_MIN_COVERAGE',
    key: 'readiness_min_coverage',
    means: 'how much of what counts must be known, from 0 to 1',
    text: numberUpTo(1),
    json: z.number().min(0).max(1),
    fallback: 0.9,
  },
  allowWrites: {
    flag: '--allow-writes',
    variable: 'BETTY_ALLOW_WRITES',
    key: perRun,
    means: 'checks may create, change and delete things of their own in running systems',
    text: yes,
    fallback: false,
  },
  keep: {
    flag: '--keep',
    variable: 'BETTY_KEEP',
    key: perRun,
    means: 'leave the migrated database running; its URL and how to stop it are printed',
    text: yes,
    fallback: false,
  },
  timeout: {
    flag: '--timeout <time>',
    variable: 'BETTY_TIMEOUT',
    key: 'timeout',
    means: 'how long one call may take (30, 30s, 500ms)',
    text: callTime,
    json: z.number().transform(String).pipe(callTime),
    fallback: 30_000,
    leftOut: '30s',
  },
  tokenSecret: {
    flag: without('a secret'),
    variable: 'BETTY_TOKEN_SECRET',
    key: without('a secret'),
    means:
      'with which both servers sign their tokens, for the checks that need tokens of many users; `serve` signs with it',
    text: some,
  },
  testUsername: {
    flag: inFileOnly,
    variable: inFileOnly,
    key: 'test_username',
    means: 'user as whom the checks log in',
    text: z.string(),
  },
  testPassword: {
    flag: without('a secret'),
    variable: inFileOnly,
    key: 'test_password',
    means: 'the password of that user',
    text: z.string(),
  },
  retryAttempts: {
    flag: inFileOnly,
    variable: inFileOnly,
    key: 'retry_attempts',
    means: 'how often a call to a running system may be made again',
    text: z.int().nonnegative(),
    fallback: 3,
  },
  performanceThreshold: {
    flag: inFileOnly,
    variable: inFileOnly,
    key: 'performance_threshold',
    means: 'how many times slower than v1 v2 may be: one number, or numbers by the name of the call',
    text: performanceThreshold,
    fallback: usualLimit,
  },
  waivers: {
    flag: inFileOnly,
    variable: inFileOnly,
    key: 'waivers',
    means: 'findings that somebody answers for',
    text: z.array(waiverForm),
    fallback: [],
    leftOut: 'none',
  },
} as const satisfies Readonly<Record<string, Declaration>>

export type Declarations = typeof declarations

export type SettingName = keyof Declarations

/** A setting that has a flag; commander keeps its value under the same name. */
export type FlagName = Flagged<Declarations>
