import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { MigrateError } from '../../errors.ts'
import { loadSettings } from '../../settings/load-settings.ts'
import { parseTarget, type TargetFlags } from '../../settings/target.ts'
import { replaceEnvironment } from '../environment.ts'
import { parseDuration } from '../options/duration.ts'
import { parseSuites } from '../options/suite-options.ts'
import { addV1Option, type V1Flags } from '../options/v1-options.ts'
import { runSuites, type Suite, type SuiteRunFlags, suites } from '../run-suites.ts'
import { type TargetCommandFlags, targetCommand } from './target-command.ts'

interface CheckFlags extends TargetCommandFlags, V1Flags, SuiteRunFlags {
  readonly v1Url?: string
  readonly v2Url?: string
  readonly only: readonly Suite[]
  /** milliseconds */
  readonly timeout?: number
  readonly threshold?: string
  readonly minCoverage?: string
  readonly allowWrites?: boolean
}

const notes = `
What is named is looked at as it is: nothing is brought up or migrated for it. The APIs are asked as the user of the
configuration file, which looks like { "test_username": "ann", "test_password": "…", "timeout": 30, "retry_attempts": 3,
"performance_threshold": 2.0 }. The v2 database is taken as migrated, and only read. A check whose system is not named or
does not answer is not run, and counts as unknown. Tokens of other users than that one, for the checks of rights, can only be
signed with the secret of the servers: BETTY_TOKEN_SECRET. NODE_EXTRA_CA_CERTS names the file of a certificate authority of
your own.

Exit codes: 0 ready; 1 not ready, incomplete or blocked; 2 wrong usage; 3 a system could not be reached; 4 a defect.`

/** The suites against systems that are running. */
export const checkCommand = (): Command =>
  addV1Option(
    targetCommand('check', 'compare a v1 and a v2 that are running, print the readiness', [
      'betty-migrate check --v1-url http://localhost:3033/api/v1 --v2-url http://localhost:3034/api/v2 \\',
      '    --config test_config.json --only compat,performance',
      'betty-migrate check --v1-db betty.db --v2-host db --v2-user betty --v2-database betty_v2 --only integrity',
      'betty-migrate check --config test_config.json --output report.json',
      '    with all systems named in the environment (BETTY_V1_DB_PATH, BETTY_V1_API_URL, BETTY_V2_API_URL, BETTY_V2_DATABASE, …)',
    ]),
  )
    .option('--v1-url <url>', 'the v1 API, with or without /api/v1 (BETTY_V1_API_URL)')
    .option('--v2-url <url>', 'the v2 API, with or without /api/v2 (BETTY_V2_API_URL)')
    .addOption(
      new Option('--only <suites>', `some of ${suites.join(', ')}, with commas between`)
        .argParser(parseSuites)
        .default(suites, 'all'),
    )
    .addOption(
      new Option('--timeout <time>', 'how long one call may take (30, 30s, 500ms); left out: 30s').argParser(
        parseDuration,
      ),
    )
    .option('--threshold <score>', 'the score that the gate asks for (BETTY_READINESS_THRESHOLD)')
    .option(
      '--min-coverage <share>',
      'how much of what counts must be known, from 0 to 1; left out: 0.9 (BETTY_READINESS_MIN_COVERAGE)',
    )
    .option(
      '--allow-writes',
      'checks may create, change and delete things of their own (BETTY_ALLOW_WRITES=1)',
    )
    .option('--output <file>', 'write the report to this file as well, as JSON; what was there is replaced')
    .addHelpText('after', notes)
    .action(run)

async function run(flags: CheckFlags): Promise<void> {
  replaceEnvironment({
    BETTY_V1_DB_PATH: flags.v1Db && resolve(flags.v1Db),
    BETTY_V1_API_URL: flags.v1Url,
    BETTY_V2_API_URL: flags.v2Url,
    ...nameDatabase(flags),
    BETTY_CONFIG: flags.config && resolve(flags.config),
    BETTY_READINESS_THRESHOLD: flags.threshold,
    BETTY_READINESS_MIN_COVERAGE: flags.minCoverage,
    BETTY_ALLOW_WRITES: flags.allowWrites ? '1' : undefined,
    BETTY_TIMEOUT: flags.timeout === undefined ? undefined : String(flags.timeout / 1000),
    BETTY_LOG_LEVEL: flags.logLevel,
    BETTY_V2_MIGRATED: process.env.BETTY_V2_MIGRATED || '1',
  })
  requireSystems(flags.only)
  await runSuites(flags.only, flags)
}

/** One address in the place of all that names the v2 database, so that flags are not mixed with the environment. */
function nameDatabase(flags: TargetFlags): Readonly<Record<string, string | null>> {
  const parts = ['HOST', 'PORT', 'USER', 'PASSWORD', 'DATABASE'].map((part) => `BETTY_V2_${part}`)
  const { BETTY_V2_DATABASE: name, BETTY_V2_DATABASE_URL: url } = process.env
  const { v2DatabaseUrl, v2Host, v2Port, v2User, v2Password, v2Database, v2Schema } = flags
  const given = [v2DatabaseUrl, v2Host, v2Port, v2User, v2Password, v2Database, v2Schema, name, url]
  if (!given.some(Boolean)) return {}
  const target = parseTarget(flags, process.env)
  return {
    ...Object.fromEntries(parts.map((part) => [part, null])),
    BETTY_V2_DATABASE_URL: target.url,
    BETTY_V2_SCHEMA: target.schema,
  }
}

/** The laws of the transformers need no system. */
function requireSystems(only: readonly Suite[]): void {
  const { v1Db, running } = loadSettings()
  if (only.every((suite) => suite === 'transformers')) return
  if (running && (v1Db ?? running.v1Url ?? running.v2Url ?? running.v2Database)) return
  throw new MigrateError(
    'bad_setting',
    'No running system is named.',
    'Name what there is of --v1-url, --v2-url, --v1-db and --v2-database; `betty-migrate rehearse` does without any.',
  )
}
