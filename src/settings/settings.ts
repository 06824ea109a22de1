import { resolve } from 'node:path'
import { z } from 'zod'
import { betty } from '../betty/index.ts'
import { MigrateError } from '../errors.ts'
import type { Gate } from '../readiness/contract.ts'
import { type Waiver, waiverForm } from '../readiness/waivers.ts'
import { parseBaseUrl } from './base-url.ts'
import { type PerformanceThreshold, performanceThreshold, usualLimit } from './performance-threshold.ts'
import { parseTarget, type TargetSettings } from './target.ts'

const isProviderName = (text: string): text is 'auto' | 'container' | 'embedded' =>
  ['auto', 'container', 'embedded'].includes(text)

/** What `BETTY_CONFIG` may hold: the configuration file of source-tools.md. */
const fileForm = z.strictObject({
  test_username: z.string().optional(),
  test_password: z.string().optional(),
  /** seconds */
  timeout: z.number().positive().optional(),
  retry_attempts: z.int().nonnegative().optional(),
  performance_threshold: performanceThreshold.optional(),
  /** what the gate asks for: a score, and the share of what counts that must be known */
  readiness_threshold: z.number().min(0).max(100).optional(),
  readiness_min_coverage: z.number().min(0).max(1).optional(),
  waivers: z.array(waiverForm).default([]),
})

const flag = z.enum(['1', 'true', '0', 'false', '']).transform((text) => text === '1' || text === 'true')

const environmentForm = z.object({
  BETTY_V1_DB_PATH: z.string().min(1).optional(),
  BETTY_POSTGRES: z
    .string()
    .refine(
      (text) => isProviderName(text) || /^postgres(ql)?:\/\//.test(text),
      'must be auto, container, embedded or the URL of a PostgreSQL server',
    )
    .default('auto'),
  BETTY_READINESS_THRESHOLD: z
    .string()
    .refine(
      (text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 100,
      'must be a number from 0 to 100',
    )
    .optional(),
  BETTY_READINESS_MIN_COVERAGE: z
    .string()
    .refine(
      (text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1,
      'must be a number from 0 to 1',
    )
    .optional(),
  BETTY_POSTGRES_IMAGE: z.string().min(1).optional(),
  BETTY_V1_API_URL: z.string().min(1).optional(),
  BETTY_V2_API_URL: z.string().min(1).optional(),
  BETTY_V2_MIGRATED: flag.optional(),
  BETTY_ALLOW_WRITES: flag.optional(),
  BETTY_KEEP: flag.optional(),
  BETTY_LOG_LEVEL: z.string().optional(),
  BETTY_TOKEN_SECRET: z.string().min(1).optional(),
  BETTY_TIMEOUT: z
    .string()
    .refine((text) => Number(text) > 0 && Number(text) <= 3600, 'must be a number of seconds up to 3600')
    .optional(),
})

/** A password without a user name, or the other way round, would be passed over in silence. */
const credentialsTogether = fileForm.refine(
  (file) => (file.test_username === undefined) === (file.test_password === undefined),
  'test_username and test_password belong together',
)

/** Systems of the user's own. What is null was not named. */
export interface RunningSystems {
  /** base URL without the version prefix */
  readonly v1Url: string | null
  readonly v2Url: string | null
  /** a database that is said to be migrated; null also when one is named without that */
  readonly v2Database: TargetSettings | null
  /** a v2 database is named, whether it is said to be migrated or not */
  readonly namesDatabase: boolean
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
  /** what the gate asks for, as far as the configuration file says it */
  readonly gate: Partial<Gate>
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
export function parseSettings(
  environment: Readonly<Record<string, string | undefined>>,
  file: unknown = {},
): Settings {
  const given = parse(environmentForm, environment, '')
  const config = parseConfig(file)
  const { test_username: username, test_password: password } = config
  return {
    v1Db: given.BETTY_V1_DB_PATH === undefined ? null : resolve(given.BETTY_V1_DB_PATH),
    running: readRunning(given, environment),
    postgres: isProviderName(given.BETTY_POSTGRES)
      ? { kind: given.BETTY_POSTGRES, image: given.BETTY_POSTGRES_IMAGE }
      : { kind: 'external', url: given.BETTY_POSTGRES },
    performanceThreshold: config.performance_threshold ?? usualLimit,
    waivers: config.waivers,
    gate: {
      ...(config.readiness_threshold !== undefined && { threshold: config.readiness_threshold }),
      ...(config.readiness_min_coverage !== undefined && { minCoverage: config.readiness_min_coverage }),
    },
    credentials: username !== undefined && password !== undefined ? { username, password } : null,
    timeout: Number(given.BETTY_TIMEOUT ?? config.timeout ?? 30) * 1000,
    retries: config.retry_attempts ?? 3,
    allowWrites: given.BETTY_ALLOW_WRITES ?? false,
    keep: given.BETTY_KEEP ?? false,
    quiet: ['WARNING', 'ERROR'].includes(given.BETTY_LOG_LEVEL ?? ''),
  }
}

/** Systems are running when an API is named, or a database that is migrated already. */
function readRunning(
  given: z.output<typeof environmentForm>,
  environment: Readonly<Record<string, string | undefined>>,
): RunningSystems | null {
  const { BETTY_V1_API_URL: v1Url, BETTY_V2_API_URL: v2Url, BETTY_V2_MIGRATED: migrated } = given
  if (v1Url === undefined && v2Url === undefined && !migrated) return null
  const namesDatabase = Boolean(environment.BETTY_V2_DATABASE || environment.BETTY_V2_DATABASE_URL)
  return {
    v1Url: v1Url === undefined ? null : parseBaseUrl(v1Url, 'BETTY_V1_API_URL', betty.apis.source.prefixes),
    v2Url: v2Url === undefined ? null : parseBaseUrl(v2Url, 'BETTY_V2_API_URL', betty.apis.target.prefixes),
    v2Database: migrated && namesDatabase ? parseTarget({}, environment) : null,
    namesDatabase,
    tokenSecret: given.BETTY_TOKEN_SECRET ?? null,
  }
}

/** @throws MigrateError `bad_setting` that names the setting */
export const parseConfig = (file: unknown): z.output<typeof credentialsTogether> =>
  parse(credentialsTogether, file, 'the configuration file: ')

function parse<T extends z.ZodType>(form: T, value: unknown, where: string): z.output<T> {
  const result = form.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw badSetting(`${where}${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not valid'}`)
}

/** Values are not shown: one of them could be a password. */
const badSetting = (what: string): MigrateError =>
  new MigrateError('bad_setting', `A setting is wrong. ${what}.`, 'Correct it, or unset it for the default.')
