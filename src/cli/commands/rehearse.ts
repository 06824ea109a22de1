import { resolve } from 'node:path'
import type { Command } from 'commander'
import { loadSettings } from '../../settings/load-settings.ts'
import { replaceEnvironment } from '../environment.ts'
import { runSuites, type SuiteRunFlags, suites } from '../run-suites.ts'
import { plainCommand } from './target-command.ts'

interface RehearseFlags extends SuiteRunFlags {
  readonly v1Db?: string
  readonly postgres?: string
  readonly threshold?: string
  readonly minCoverage?: string
  readonly keep?: boolean
}

const notes = `
Systems that are running are not looked at, also if the environment names them: that is \`betty-migrate check\`.

Exit codes: 0 ready; 1 not ready, incomplete or blocked; 2 wrong usage; 3 a system could not be reached; 4 a defect.`

/** The main job: migrate into a disposable PostgreSQL, compare, print how ready it is. */
export const rehearseCommand = (): Command =>
  plainCommand(
    'rehearse',
    'migrate a v1 database into a disposable PostgreSQL, compare both systems, print the readiness',
    [
      'betty-migrate rehearse',
      '    migrates the built-in sample, to see what it looks like',
      'betty-migrate rehearse --v1-db /var/lib/betty/betty.db',
      '    rehearses the migration of that file, which is only read',
      'betty-migrate rehearse --v1-db betty.db --keep',
      '    leaves the migrated database running, to look into',
      'betty-migrate rehearse --v1-db betty.db --json > readiness.json',
      '    the report as one JSON document',
    ],
  )
    .option('--v1-db <file>', 'the v1 SQLite file (BETTY_V1_DB_PATH); left out: the built-in sample')
    .option('--postgres <where>', 'auto, container, embedded, or the URL of a server (BETTY_POSTGRES)')
    .option('--threshold <score>', 'the score that the gate asks for (BETTY_READINESS_THRESHOLD)')
    .option(
      '--min-coverage <share>',
      'how much of what counts must be known, from 0 to 1; left out: 0.9 (BETTY_READINESS_MIN_COVERAGE)',
    )
    .option('--keep', 'leave the migrated database running; its URL and how to stop it are printed')
    .option('--output <file>', 'write the report to this file as well, as JSON; what was there is replaced')
    .addHelpText('after', notes)
    .action(rehearse)

async function rehearse(flags: RehearseFlags): Promise<void> {
  replaceEnvironment({
    BETTY_V1_DB_PATH: flags.v1Db && resolve(flags.v1Db),
    BETTY_POSTGRES: flags.postgres,
    BETTY_READINESS_THRESHOLD: flags.threshold,
    BETTY_READINESS_MIN_COVERAGE: flags.minCoverage,
    BETTY_CONFIG: flags.config && resolve(flags.config),
    BETTY_KEEP: flags.keep ? '1' : undefined,
    BETTY_LOG_LEVEL: flags.logLevel,
    BETTY_V1_API_URL: null,
    BETTY_V2_API_URL: null,
    BETTY_V2_MIGRATED: null,
  })
  loadSettings()
  await runSuites(suites, flags)
}
