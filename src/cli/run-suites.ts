import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Vitest } from 'vitest/node'
import type { Report } from '../readiness/report-schema.ts'
import { type Configured, configure } from '../settings/configure.ts'
import { openReportFile } from './commands/data/report-file.ts'
import type { CommonFlags } from './options/common-options.ts'
import { suitesOf } from './options/suite-options.ts'
import { createOutput } from './output.ts'
import { printDocument } from './print-document.ts'

export interface SuiteRunFlags extends CommonFlags {
  readonly color: boolean
  /** where the report goes as well, as JSON */
  readonly output?: string
}

/**
 * Runs suites, all if none are chosen, over what the environment names, prints how ready it is and leaves the exit code in `process.exitCode`.
 * @throws MigrateError `bad_setting` when the output cannot be written
 */
export async function runSuites(chosen: readonly string[] | undefined, flags: SuiteRunFlags): Promise<void> {
  const outputDir = resolve('readiness')
  const report = resolve(outputDir, 'report.json')
  // that of an earlier run must not pass for this one's
  rmSync(report, { force: true })
  const output = flags.output === undefined ? undefined : openReportFile(resolve(flags.output))
  try {
    const configured = await configure()
    const vitest = await loadSuites(configured, chosen ?? suitesOf(configured.rubric), outputDir, flags)
    try {
      await vitest.start()
      const text = await readFile(report, 'utf8')
      endAsJudged(JSON.parse(text))
      output?.write(JSON.parse(text))
      if (flags.json) printDocument(text)
    } finally {
      await vitest.close()
    }
  } finally {
    output?.close()
  }
}

/** Vitest ends with 1 for every failed test; which of the failed checks the gate forgives is the score's to say. */
function endAsJudged({ exit_code }: Pick<Report, 'exit_code'>): void {
  if (process.exitCode === 1) process.exitCode = exit_code
}

/** Vitest is loaded only here: the other commands, and the help, do without it. */
async function loadSuites(
  { rubric, suites }: Configured,
  chosen: readonly string[],
  outputDir: string,
  flags: SuiteRunFlags,
): Promise<Vitest> {
  const { createVitest } = await import('vitest/node')
  const { default: ReadinessReporter } = await import('../../reporters/readiness.ts')
  const { ProgressReporter } = await import('../../reporters/progress.ts')
  const { fileParallelism, ownProjects, suiteProjects, suitesRoot } = await import(
    '../../suites/support/suite-projects.ts'
  )
  const readiness = new ReadinessReporter({
    outputDir,
    endsWithGate: true,
    stream: flags.json ? process.stderr : process.stdout,
    ...(!flags.color && { color: false }),
  })
  const expected = rubric.checks.filter(({ suite }) => chosen.includes(suite)).length
  return createVitest({
    root: suitesRoot,
    config: false,
    projects: [...suiteProjects(), ...ownProjects(suites)],
    ...(chosen.length < suitesOf(rubric).length && { project: [...chosen] }),
    fileParallelism,
    watch: false,
    reporters: [new ProgressReporter(expected, createOutput(flags).progress), readiness],
  })
}
