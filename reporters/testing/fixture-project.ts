import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rubric } from '../../src/readiness/contract.ts'
import type { Report } from '../../src/readiness/report-schema.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const modulePath = (path: string): string => JSON.stringify(join(root, path))

export interface FixtureProject {
  readonly rubric: Rubric
  /** options of the reporter as source text; default: none */
  readonly options?: string
  /** a file of the project and its source; tests get `check`, Vitest's globals and MigrateError */
  readonly files: Readonly<Record<string, string>>
  /** the body of a globalSetup function with `project` */
  readonly globalSetup?: string
  /** in the configuration of the project */
  readonly waivers?: readonly unknown[]
  /** arguments behind `vitest run` */
  readonly args?: readonly string[]
  /** runs before it in the same project, each by its arguments; what they print is not kept */
  readonly before?: readonly (readonly string[])[]
  readonly env?: Readonly<Record<string, string>>
}

export interface FixtureRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** undefined: the run wrote no report */
  readonly report: Report | undefined
  /** the files in `readiness` */
  readonly written: Readonly<Record<string, string>>
}

const config = ({ rubric, options = '' }: FixtureProject): string => `
import { ReadinessReporter } from ${modulePath('reporters/readiness-reporter.ts')}
import rubric from './rubric.ts'
import waivers from './waivers.ts'
const suite = (name) => ({
  test: {
    name,
    include: ['checks/' + name + '/**/*.test.ts'],
    globalSetup: ['./global-setup.ts'],
    globals: true,
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
  },
})
export default {
  test: {
    tags: [{ name: 'slow' }],
    reporters: ['default', new ReadinessReporter({ rubric, waivers: () => waivers, ${options} })],
    projects: [...${JSON.stringify([...new Set([...rubric.checks.map((check) => check.suite), 'unit'])])}.map(suite)],
  },
}`

const checkModule = `
import { createCheck } from ${modulePath('src/vitest/check.ts')}
import { MigrateError } from ${modulePath('src/errors.ts')}
import rubric from './rubric.ts'
import waivers from './waivers.ts'
const lost = new MigrateError('postgres_lost', 'PostgreSQL is gone.', 'Start it.')
export { MigrateError }
export const check = createCheck(rubric, {
  waivers: () => waivers,
  diagnose: async (thrown) => (String(thrown).includes('terminated') ? lost : undefined),
})`

/** JSON cannot say NaN; a rubric under test may. */
const rubricModule = (rubric: Rubric): string =>
  `export default ${JSON.stringify(rubric, (_, value) => (Number.isNaN(value) ? 'NaN' : value)).replaceAll('"NaN"', 'NaN')}`

async function writeProject(folder: string, project: FixtureProject): Promise<void> {
  const tests = Object.entries(project.files).map(([file, source]): [string, string] => {
    const up = '../'.repeat(file.split('/').length - 1)
    return [file, `import { check, MigrateError } from '${up}check.ts'\n${source}`]
  })
  const files: Readonly<Record<string, string>> = {
    'package.json': '{ "type": "module" }',
    'vitest.config.ts': config(project),
    'rubric.ts': rubricModule(project.rubric),
    'waivers.ts': `export default ${JSON.stringify(project.waivers ?? [])}`,
    'check.ts': checkModule,
    'global-setup.ts': `import { readAsked } from ${modulePath('src/vitest/read-asked.ts')}
export default async function (project) {
  project.provide('asked', await readAsked(project))
  ${project.globalSetup ?? ''}
}`,
    ...Object.fromEntries<string>(tests),
  }
  for (const [file, source] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), source)
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
}

/** The environment of a shell, not of the test runner around this one. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|BETTY_|FORCE_COLOR|NODE_OPTIONS|GITHUB_)/.test(name) && name !== 'TEST',
    ),
  )

const runVitest = (
  folder: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Pick<FixtureRun, 'code' | 'stdout' | 'stderr'>> => {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--configLoader', 'native', ...given]
  const env = { ...cleanEnvironment(), NO_COLOR: '1', ...environment }
  return new Promise((settle) => {
    execFile(process.execPath, args, { cwd: folder, env, timeout: 110_000 }, (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr })
    })
  })
}

async function readWritten(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder).catch(() => [])
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

/** Runs the real test runner on a small project of its own, and takes the project away again. */
export async function runFixture(project: FixtureProject): Promise<FixtureRun> {
  const folder = await mkdtemp(join(tmpdir(), 'betty-gate-'))
  try {
    await writeProject(folder, project)
    for (const args of project.before ?? []) await runVitest(folder, args, project.env ?? {})
    const ended = await runVitest(folder, project.args ?? [], project.env ?? {})
    const written = await readWritten(join(folder, 'readiness'))
    const text = written['report.json']
    return { ...ended, written, report: text === undefined ? undefined : JSON.parse(text) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
