import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { rubric } from '../betty/checks.ts'
import { openReportFile } from './commands/data/report-file.ts'
import type { CommonFlags } from './options/common-options.ts'
import { createOutput } from './output.ts'
import { printDocument } from './print-document.ts'

export type Suite = (typeof rubric)['checks'][number]['suite']

export const suites: readonly Suite[] = [...new Set(rubric.checks.map(({ suite }) => suite))]

export interface SuiteRunFlags extends CommonFlags {
  readonly color: boolean
  /** where the report goes as well, as JSON */
  readonly output?: string
}

/**
 * Runs suites over what the environment names, prints how ready it is and leaves the exit code in `process.exitCode`.
 * @throws MigrateError `bad_setting` when the output cannot be written
 */
export async function runSuites(chosen: readonly Suite[], flags: SuiteRunFlags): Promise<void> {
  const outputDir = resolve('readiness')
  const report = resolve(outputDir, 'report.json')
  // that of an earlier run must not pass for this one's
  rmSync(report, { force: true })
  const output = flags.output === undefined ? undefined : openReportFile(resolve(flags.output))
  try {
    await startSuites(chosen, outputDir, flags)
    const text = await readFile(report, 'utf8')
    output?.write(JSON.parse(text))
    if (flags.json) printDocument(text)
  } finally {
    output?.close()
  }
}

/** Vitest is loaded only here: the other commands, and the help, do without it. */
async function startSuites(chosen: readonly Suite[], outputDir: string, flags: SuiteRunFlags): Promise<void> {
  const { startVitest } = await import('vitest/node')
  const { default: ReadinessReporter } = await import('../../reporters/readiness.ts')
  const { ProgressReporter } = await import('../../reporters/progress.ts')
  const { fileParallelism, suiteProjects, suitesRoot } = await import(
    '../../suites/support/suite-projects.ts'
  )
  const readiness = new ReadinessReporter({
    outputDir,
    stream: flags.json ? process.stderr : process.stdout,
    ...(!flags.color && { color: false }),
  })
  const expected = rubric.checks.filter(({ suite }) => chosen.includes(suite)).length
  const vitest = await startVitest(
    'test',
    chosen.map((suite) => `suites/${suite}/`),
    {
      root: suitesRoot,
      config: false,
      projects: suiteProjects(),
      fileParallelism,
      watch: false,
      reporters: [new ProgressReporter(expected, createOutput(flags).progress), readiness],
    },
  )
  await vitest.close()
}
