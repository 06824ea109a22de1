import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { rubric as builtInRubric } from '../betty/checks/rubric.ts'
import { betty, declareBetty, records } from '../betty/index.ts'
import { MigrateError } from '../errors.ts'
import { extendMigration, type MigrationExtension } from '../extend-migration.ts'
import type { Migration } from '../migration.ts'
import type { Rubric } from '../readiness/contract.ts'
import { defineRubric } from '../readiness/rubric.ts'
import { extensionsForm, madeBy, self } from './define-config.ts'
import { isProgram, loadConfig } from './load-config.ts'
import { badSetting, type FileSettings, readGiven } from './read-given.ts'
import { requireCredentials } from './settings.ts'

/** All that a configuration file decides. */
export interface Configured {
  readonly file: FileSettings
  readonly migration: Migration
  readonly rubric: Rubric
  /** suites of the user's own: where their globs begin, and the globs by name */
  readonly suites: { readonly root: string; readonly files: Readonly<Record<string, readonly string[]>> }
}

const configured = new Map<string, Promise<Configured>>()

/**
 * BETTY with what the file changes in it, read once; without a file as it is built in.
 * @throws MigrateError `bad_setting` or `definition_invalid`, that names the file and the place in it
 */
export function configure(path: string | undefined = process.env.BETTY_CONFIG): Promise<Configured> {
  const name = path ? resolve(path) : ''
  const known = configured.get(name) ?? read(name)
  configured.set(name, known)
  return known
}

async function read(path: string): Promise<Configured> {
  const value = path === '' ? {} : await loadConfig(path)
  if (!isProgram(path)) return { file: requireSettings(value), ...plain, suites: { root: '', files: {} } }
  const where = `the configuration file ${path}: `
  const maker = madeBy(value)
  if (maker === undefined)
    throw badConfig(
      where,
      'its default export does not come from defineConfig',
      'Write `export default defineConfig({ … })`.',
    )
  const { migration, categories, checks, suites, ...rest } = parseExtensions(value, where)
  const file = requireSettings(rest, where.slice(0, -2))
  if (migration && maker !== self)
    throw badConfig(
      where,
      `it extends the betty-migrate at ${maker}, and this is another one (${self})`,
      'Start the command of the installation that the file imports, with npx in its folder.',
    )
  requireSuites(where, Object.keys(suites), checks)
  const files = Object.entries(suites).map(([name, globs]) => [name, [globs].flat()] as const)
  return {
    file,
    migration: migration ? naming(where, () => extend(migration as MigrationExtension)) : betty,
    rubric: naming(where, () =>
      defineRubric({
        categories: [...builtInRubric.categories, ...categories],
        checks: [...builtInRubric.checks, ...checks],
      }),
    ),
    suites: { root: dirname(path), files: Object.fromEntries(files) },
  }
}

function requireSettings(file: unknown, where?: string): FileSettings {
  requireCredentials(readGiven({}, file, where), where)
  return file as FileSettings
}

function parseExtensions(value: unknown, where: string): z.output<typeof extensionsForm> {
  const result = extensionsForm.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw badSetting(`${where}${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not valid'}`)
}

const plain = { migration: betty, rubric: builtInRubric } as const

const extend = (extension: MigrationExtension): Migration => extendMigration(records, declareBetty, extension)

/** A check without a suite would never be tried, and a suite without a check never judged. */
function requireSuites(
  where: string,
  names: readonly string[],
  checks: readonly { id: string; suite: string }[],
) {
  const builtIn = names.find((name) => builtInRubric.checks.some(({ suite }) => suite === name))
  if (builtIn)
    throw badConfig(where, `suites: "${builtIn}" is a suite of betty-migrate`, 'Give yours another name.')
  const lost = checks.find(({ suite }) => !names.includes(suite))
  if (lost)
    throw badConfig(
      where,
      `the check "${lost.id}" is of the suite "${lost.suite}", which suites does not have`,
      'Name its test files in suites.',
    )
  const idle = names.find((name) => !checks.some(({ suite }) => suite === name))
  if (idle) throw badConfig(where, `suites: no check is of the suite "${idle}"`, 'Add its checks to checks.')
}

function naming<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof MigrateError)) throw error
    throw new MigrateError(error.code, `In ${where}${error.message}`, error.next)
  }
}

const badConfig = (where: string, what: string, next: string): MigrateError =>
  new MigrateError('bad_setting', `A setting is wrong. ${where}${what}.`, next)
