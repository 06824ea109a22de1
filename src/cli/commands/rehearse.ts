import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { rubric } from '../../betty/checks.ts'

interface RehearseFlags {
  readonly v1Db?: string
  readonly postgres?: string
  readonly config?: string
  readonly threshold?: string
  readonly json?: boolean
  readonly color: boolean
}

const examples = `
Examples:
  betty-migrate rehearse
      migrates the built-in sample, to see what it looks like
  betty-migrate rehearse --v1-db /var/lib/betty/betty.db
      rehearses the migration of that file, which is only read
  betty-migrate rehearse --v1-db betty.db --json > readiness.json
      the report as one JSON document

Exit codes: 0 ready; 1 not ready, incomplete or blocked; 2 wrong usage; 3 a system could not be reached; 4 a defect.`

/** The main job: migrate into a disposable PostgreSQL, compare, print how ready it is. */
export const rehearseCommand = (): Command =>
  new Command('rehearse')
    .option('--v1-db <file>', 'the v1 SQLite file (BETTY_V1_DB_PATH); left out: the built-in sample')
    .option('--postgres <where>', 'auto, container, embedded, or the URL of a server (BETTY_POSTGRES)')
    .option('--threshold <score>', 'the score that the gate asks for (BETTY_READINESS_THRESHOLD)')
    .option('--config <file>', 'a JSON file with further settings (BETTY_CONFIG)')
    .option('--json', 'print the report as JSON on standard output')
    .option('--no-color', 'print without colours')
    .addHelpText('after', examples)
    .exitOverride()
    .action(rehearse)

/** Flags win over the environment, which the suites read in processes of their own. */
async function rehearse(flags: RehearseFlags): Promise<void> {
  const given = {
    BETTY_V1_DB_PATH: flags.v1Db && resolve(flags.v1Db),
    BETTY_POSTGRES: flags.postgres,
    BETTY_READINESS_THRESHOLD: flags.threshold,
    BETTY_CONFIG: flags.config && resolve(flags.config),
  }
  for (const [name, value] of Object.entries(given)) if (value !== undefined) process.env[name] = value
  const outputDir = resolve('readiness')
  await runSuites(outputDir, flags)
  if (flags.json) process.stdout.write(await readFile(resolve(outputDir, 'report.json'), 'utf8'))
}

/** Vitest is loaded only here: the other commands, and the help, do without it. */
async function runSuites(outputDir: string, flags: RehearseFlags): Promise<void> {
  const { startVitest } = await import('vitest/node')
  const { default: ReadinessReporter } = await import('../../../reporters/readiness.ts')
  const { ProgressReporter } = await import('../../../reporters/progress.ts')
  const readiness = new ReadinessReporter({
    outputDir,
    stream: flags.json ? process.stderr : process.stdout,
    ...(!flags.color && { color: false }),
  })
  const { suiteProjects, suitesRoot } = await import('../../../suites/support/suite-projects.ts')
  const vitest = await startVitest('test', [], {
    root: suitesRoot,
    config: false,
    projects: suiteProjects(),
    watch: false,
    reporters: [new ProgressReporter(rubric.checks.length), readiness],
  })
  await vitest.close()
}
