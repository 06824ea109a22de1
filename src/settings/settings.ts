import { resolve } from 'node:path'
import { z } from 'zod'
import { MigrateError } from '../errors.ts'

const isProviderName = (text: string): text is 'auto' | 'container' | 'embedded' =>
  ['auto', 'container', 'embedded'].includes(text)

/** What `BETTY_CONFIG` may hold: the configuration file of source-tools.md. */
const fileForm = z.strictObject({
  test_username: z.string().optional(),
  test_password: z.string().optional(),
  timeout: z.number().positive().optional(),
  /** for running systems: a rehearsal has nothing to retry */
  retry_attempts: z.int().nonnegative().optional(),
  performance_threshold: z.number().positive().optional(),
})

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
  BETTY_POSTGRES_IMAGE: z.string().min(1).optional(),
})

/** A password without a user name, or the other way round, would be passed over in silence. */
const credentialsTogether = fileForm.refine(
  (file) => (file.test_username === undefined) === (file.test_password === undefined),
  'test_username and test_password belong together',
)

/** Settings of readiness.md that speak of systems that are running already. */
const runningSystems = [
  'BETTY_V1_API_URL',
  'BETTY_V2_API_URL',
  'BETTY_V2_HOST',
  'BETTY_V2_PORT',
  'BETTY_V2_USER',
  'BETTY_V2_PASSWORD',
  'BETTY_V2_DATABASE',
  'BETTY_V2_DATABASE_URL',
  'BETTY_V2_MIGRATED',
  'BETTY_ALLOW_WRITES',
]

/** Everything a rehearsal is told from outside, with all defaults filled in. */
export interface Settings {
  /** absolute path of the v1 file; null for the sample that comes with the package */
  readonly v1Db: string | null
  readonly postgres:
    | { readonly kind: 'auto' | 'container' | 'embedded'; readonly image: string | undefined }
    | { readonly kind: 'external'; readonly url: string }
  /** how many times slower v2 may be */
  readonly performanceThreshold: number
  readonly credentials: { readonly username: string; readonly password: string } | null
  /** for one call, in milliseconds */
  readonly timeout: number
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
  const unsupported = runningSystems.filter((name) => environment[name])
  if (unsupported.length > 0) {
    throw badSetting(
      `${unsupported.join(', ')}: this version judges a rehearsal only, not systems that are running`,
    )
  }
  const given = parse(environmentForm, environment, '')
  const config = parseConfig(file)
  const { test_username: username, test_password: password } = config
  return {
    v1Db: given.BETTY_V1_DB_PATH === undefined ? null : resolve(given.BETTY_V1_DB_PATH),
    postgres: isProviderName(given.BETTY_POSTGRES)
      ? { kind: given.BETTY_POSTGRES, image: given.BETTY_POSTGRES_IMAGE }
      : { kind: 'external', url: given.BETTY_POSTGRES },
    performanceThreshold: config.performance_threshold ?? 2,
    credentials: username !== undefined && password !== undefined ? { username, password } : null,
    timeout: (config.timeout ?? 30) * 1000,
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
