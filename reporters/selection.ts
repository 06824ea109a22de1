import { type ErrorReport, MigrateError } from '../src/errors.ts'

/** One test file in one project; a project that has the name of a suite is that suite. */
export interface SuiteFile {
  readonly suite: string
  readonly file: string
}

export interface SelectionInput {
  /** suites named by the table of checks */
  readonly suites: readonly string[]
  /** every test file of the configuration */
  readonly all: readonly SuiteFile[]
  /** the test files of this run */
  readonly selected: readonly SuiteFile[]
  /** `--project` was given */
  readonly projectFilter: boolean
  readonly shard?: { readonly index: number; readonly count: number } | undefined
  /** `--merge-reports` was given */
  readonly merging: boolean
  /** what the merged runs were asked for, by their own account; empty: not known */
  readonly asked?: readonly string[]
  /** filters that work inside of files: a name pattern, tags, lines */
  readonly narrowing: readonly string[]
}

/** What a run was asked to judge, and what it leaves out of that. */
export interface Selection {
  readonly judged: readonly string[]
  readonly partial: readonly string[]
  readonly problems: readonly ErrorReport[]
}

const problem = (code: 'nothing_selected' | 'shard_missing', message: string, next: string): ErrorReport =>
  new MigrateError(code, message, next).toReport()

const filesOf = (files: readonly SuiteFile[], suite: string): number =>
  new Set(files.filter((file) => file.suite === suite).map(({ file }) => file)).size

/** Which of the expected suites a run was asked for, by what it left out. */
function findJudged({ suites, all, selected, asked = [], ...input }: SelectionInput): readonly string[] {
  const has = (files: readonly SuiteFile[]) => suites.filter((suite) => filesOf(files, suite) > 0)
  const available = input.projectFilter ? has(all) : suites
  if (input.merging && asked.length > 0) return available.filter((suite) => asked.includes(suite))
  if (input.shard || input.merging || selected.length === 0) return available
  const whole = has(all).every((suite) => filesOf(selected, suite) === filesOf(all, suite))
  return whole && has(all).length > 0 ? available : has(selected)
}

/** Undefined when the run has nothing to do with the suites: then there is nothing to judge. */
export function readSelection(input: SelectionInput): Selection | undefined {
  const judged = findJudged(input)
  if (judged.length === 0) return undefined
  const partial: string[] = [...input.narrowing]
  const problems: ErrorReport[] = []
  if (input.shard) {
    const { index, count } = input.shard
    partial.push(`shard ${index} of ${count}`)
    if (count > 1)
      problems.push(
        problem(
          'shard_missing',
          `This is shard ${index} of ${count}; the others are missing.`,
          'Run all shards with the blob reporter, then merge them with --merge-reports.',
        ),
      )
  } else if (input.selected.length === 0) {
    problems.push(
      problem('nothing_selected', 'No test file was selected.', 'Look at the file filter, and run again.'),
    )
  } else {
    for (const suite of judged) {
      const [some, every] = [filesOf(input.selected, suite), filesOf(input.all, suite)]
      if (some < every) partial.push(`${some} of ${every} files of "${suite}"`)
    }
    if (input.merging && partial.length > input.narrowing.length)
      problems.push(
        problem(
          'shard_missing',
          'The merged reports do not hold every test file.',
          'Merge all shards at once.',
        ),
      )
  }
  return { judged, partial, problems }
}
