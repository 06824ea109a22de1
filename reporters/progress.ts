import type { Reporter, TestSpecification } from 'vitest/node'
import type { Progress } from '../src/progress/progress.ts'

/** Counts the checks that have come to an end, on standard error; the verdict is the readiness reporter's. */
export class ProgressReporter implements Reporter {
  readonly #progress: Progress
  readonly #expected: number
  #done = 0

  /** @param expected how many checks there are */
  constructor(expected: number, progress: Progress) {
    this.#progress = progress
    this.#expected = expected
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const suites = new Set(specifications.map(({ project }) => project.name))
    this.#progress.say(`Checking ${[...suites].join(', ')}`)
  }

  onTestCaseResult(): void {
    this.#done += 1
    this.#progress.count('checks', this.#done, Math.max(this.#done, this.#expected), 'checks')
  }

  onTestRunEnd(): void {
    this.#progress.end()
  }
}
