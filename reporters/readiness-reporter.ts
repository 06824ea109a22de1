import { join, resolve } from 'node:path'
import type {
  Reporter,
  SerializedError,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  Vitest,
} from 'vitest/node'
import { exitCodeOf, MigrateError } from '../src/errors.ts'
import type { Gate, Rubric, Run } from '../src/readiness/contract.ts'
import { createReport } from '../src/readiness/report.ts'
import type { Report } from '../src/readiness/report-schema.ts'
import { parseWaivers, type Waiver } from '../src/readiness/waivers.ts'
import { raiseExitCode } from './exit-code.ts'
import { resolveGate } from './gate.ts'
import { type History, readHistory } from './history-file.ts'
import { listFiles } from './publish.ts'
import { readEnd, readStart, type StartedRun } from './read-run.ts'
import { renderTerminal } from './terminal/render.ts'
import { createTheme } from './terminal/theme.ts'

export interface ReadinessOptions extends Partial<Gate> {
  /** the table of checks, read when the run starts; a check's suite is the name of a Vitest project */
  readonly rubric: Rubric | (() => Promise<Rubric>)
  /** where the reports and the history go, from the root of the test run; default `readiness` */
  readonly outputDir?: string
  /** a further copy of `report.json`, from the current folder */
  readonly output?: string
  /** findings that people answer for; a function is asked when the run ends, and may throw a MigrateError */
  readonly waivers?: readonly Waiver[] | (() => readonly Waiver[] | Promise<readonly Waiver[]>)
  /** what the gate asks for where neither an option nor the environment says so; asked as `waivers` are */
  readonly configured?: () => Partial<Gate> | Promise<Partial<Gate>>
  /** whoever started the run ends with the gate's exit code, also when a check failed that it forgives; default false */
  readonly endsWithGate?: boolean
  /** default: standard output */
  readonly stream?: { write(text: string): unknown; readonly columns?: number | undefined }
  /** default: as NO_COLOR, FORCE_COLOR and the terminal say */
  readonly color?: boolean
}

/** A reporter that throws would leave the exit code of the tests alone; a run not judged must not pass. */
async function guard(action: () => void | Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`\nreadiness: the report could not be made: ${message}\n`)
    raiseExitCode(exitCodeOf.harness)
  }
}

/** Judges a run of the suites: collects evidence, scores it, prints, writes the reports, raises the exit code. */
export class ReadinessReporter implements Reporter {
  readonly #options: ReadinessOptions
  #vitest: Vitest | undefined
  #started: StartedRun | undefined
  #rubric: Rubric = { categories: [], checks: [] }

  constructor(options: ReadinessOptions) {
    this.#options = options
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const vitest = this.#vitest
    if (!vitest) return
    await guard(async () => {
      const { rubric } = this.#options
      this.#rubric = typeof rubric === 'function' ? await rubric() : rubric
      this.#started = await readStart(vitest, specifications, this.#rubric)
    })
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const [vitest, started] = [this.#vitest, this.#started]
    if (!vitest || !started) return
    await guard(async () => {
      const folder = resolve(vitest.config.root, this.#options.outputDir ?? 'readiness')
      const run = readEnd(started, vitest, this.#rubric, modules, errors, reason)
      const history = await this.#recall(join(folder, 'history.jsonl'))
      const report = await this.#judge(run, history)
      raiseExitCode(report.exit_code)
      await this.#publish(report, folder)
    })
  }

  /** A history that cannot be read costs the trend, not the verdict. */
  async #recall(file: string): Promise<History['lines']> {
    let lines: History['lines'] = []
    await guard(async () => {
      const history = await readHistory(file)
      lines = history.lines
      if (history.unreadable > 0)
        process.stderr.write(
          `\nreadiness: ${history.unreadable} lines of ${file} are no runs; the trend goes without them\n`,
        )
    })
    return lines
  }

  async #judge(run: Run, history: History['lines']): Promise<Report> {
    const rubric = this.#rubric
    const { configured, waivers: given = [] } = this.#options
    const generatedAt = new Date().toISOString()
    try {
      const waivers = parseWaivers(typeof given === 'function' ? await given() : given)
      const gate = resolveGate(this.#options, process.env, await configured?.())
      return createReport(rubric, run, gate, generatedAt, {
        waivers,
        history,
      })
    } catch (error) {
      const problems = [MigrateError.from(error).toReport(), ...run.problems]
      return createReport(rubric, { ...run, problems }, resolveGate({}, {}), generatedAt, { history })
    }
  }

  /** Every renderer reads the document only, and gets its turn also when another one failed. */
  async #publish(report: Report, folder: string): Promise<void> {
    const { output, stream = process.stdout, color, endsWithGate = false } = this.#options
    const files = listFiles(report, { folder, output, summary: process.env.GITHUB_STEP_SUMMARY })
    for (const write of files) await guard(write)
    await guard(() => {
      const theme = createTheme(Math.min(stream.columns ?? 80, 100), color)
      const red = report.exit_code === 0 && Number(process.exitCode ?? 0) !== 0
      const note =
        red && !endsWithGate
          ? '  The gate is open, but a test failed: the test run keeps its exit code.\n'
          : ''
      stream.write(
        `${renderTerminal(report, theme)}\n  report: ${join(folder, 'report.html')} and .json\n${note}`,
      )
    })
  }
}
