import type { Command } from 'commander'
import { MigrateError } from '../../errors.ts'
import { configure } from '../../settings/configure.ts'
import { declarations } from '../../settings/declarations.ts'
import { loadGiven, loadSettings } from '../../settings/load-settings.ts'
import { parseTarget, type TargetFlags, targetNames } from '../../settings/target.ts'
import { groupWords } from '../group-words.ts'
import { requireV1File } from '../options/require-v1-file.ts'
import { chooseSuites } from '../options/suite-options.ts'
import { runSuites, type SuiteRunFlags } from '../run-suites.ts'
import { type TargetCommandFlags, targetCommand } from './target-command.ts'

interface CheckFlags extends TargetCommandFlags, SuiteRunFlags {
  readonly only?: string
}

const notes = [
  'What is named is looked at as it is: nothing is brought up or migrated for it. The APIs are asked as the user of the configuration file, which looks like { "test_username": "ann", "test_password": "…", "timeout": 30, "retry_attempts": 3, "performance_threshold": 2.0 }. The v2 database is taken as migrated, and only read. A check whose system is not named or does not answer is not run, and counts as unknown.',
  'Tokens of other users than that one, for the checks of rights, can only be signed with the secret of the servers: BETTY_TOKEN_SECRET. NODE_EXTRA_CA_CERTS names the file of a certificate authority of your own.',
]

/** The suites against systems that are running. */
export const checkCommand = (): Command =>
  targetCommand(
    'check',
    {
      does: groupWords.check,
      examples: [
        'betty-migrate check --v1-url http://localhost:3033/api/v1 --v2-url http://localhost:3034/api/v2 --config test_config.json --only compat,performance',
        'betty-migrate check --v1-db betty.db --v2-host db --v2-user betty --v2-database betty_v2 --only integrity',
        [
          'betty-migrate check --config test_config.json --output report.json',
          'with all systems named in the environment (BETTY_V1_DB_PATH, BETTY_V1_API_URL, BETTY_V2_API_URL, BETTY_V2_DATABASE, …)',
        ],
      ],
      notes,
      stopped:
        'There is no verdict; the same command begins anew. With --allow-writes, what a check had just made may be left in both systems.',
      exits: {
        0: 'ready',
        1: 'not ready, incomplete or blocked',
        3: 'a system could not be reached',
      },
    },
    ['v1Db', 'v1Url', 'v2Url', 'timeout', 'threshold', 'minCoverage', 'allowWrites'],
  )
    .option(
      '--only <suites>',
      'some of compat, integrity, performance, transformers and your own, with commas between; left out: all',
    )
    .option('--output <file>', 'write the report to this file as well, as JSON; what was there is replaced')
    .action(run)

async function run(flags: CheckFlags): Promise<void> {
  await nameDatabase(flags)
  process.env[declarations.v2Migrated.variable] ||= '1'
  const { rubric } = await configure()
  const chosen = chooseSuites(flags.only, rubric)
  await requireSystems(chosen)
  await requireV1File()
  await runSuites(chosen, flags)
}

/** One address in the place of all that names the v2 database, so that flags are not mixed with the environment. */
async function nameDatabase(flags: TargetFlags): Promise<void> {
  const { v2Database, v2DatabaseUrl } = await loadGiven()
  const given = [v2Database, v2DatabaseUrl, ...targetNames.map((name) => flags[name])]
  if (!given.some(Boolean)) return
  const { url, schema } = parseTarget(flags, process.env)
  for (const name of targetNames) delete process.env[declarations[name].variable]
  process.env[declarations.v2DatabaseUrl.variable] = url
  process.env[declarations.v2Schema.variable] = schema
}

/** The laws of the transformers need no system. */
async function requireSystems(only: readonly string[]): Promise<void> {
  const { v1Db, running } = await loadSettings()
  if (only.every((suite) => suite === 'transformers')) return
  if (running && (v1Db ?? running.v1Url ?? running.v2Url ?? running.v2Database)) return
  throw new MigrateError(
    'bad_setting',
    'No running system is named.',
    'Name what there is of --v1-url, --v2-url, --v1-db and --v2-database; `betty-migrate rehearse` does without any.',
  )
}
