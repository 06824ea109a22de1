import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePath } from '../../fixtures/v1/sample.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { targetNames } from '../settings/target.ts'
import { createProgram } from './create-program.ts'
import { DocumentedCommand } from './documented-command.ts'
import { runCli } from './run-cli.testing.ts'

interface Named {
  readonly words: readonly string[]
  readonly command: DocumentedCommand
}

const listCommands = (command: Command, words: readonly string[] = []): readonly Named[] =>
  command instanceof DocumentedCommand
    ? [{ words, command }]
    : command.commands.flatMap((child) => listCommands(child, [...words, child.name()]))

const commands = listCommands(await createProgram())
const onDatabase = commands.filter(
  ({ command, words }) =>
    words[0] !== 'check' &&
    targetNames.every((name) => command.options.some((each) => each.attributeName() === name)),
)
const folder = mkdtempSync(join(tmpdir(), 'betty-exit-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a command cannot do without, beside the database. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'schema rollback': ['--all'],
  'schema restore': ['--backup-path', folder],
  'data convert': ['--v1-db', samplePath],
  'data verify': ['--v1-db', samplePath],
  'data revert': ['--to', join(folder, 'reverted.db')],
  'data backup-v1': ['--to', join(folder, 'copy.db')],
  'api map': ['--method', 'GET', '--path', '/health'],
  completion: ['bash'],
}

const run = ({ words }: Named, ...flags: string[]) =>
  runCli([...words, ...(needed[words.join(' ')] ?? []), ...flags], { folder })

const errorOf = (stdout: string) => JSON.parse(stdout).error

test('all commands of the contract are there', () => {
  const group = (name: string, ...all: string[]) => all.map((each) => `${name} ${each}`)
  expect(commands.map(({ words }) => words.join(' '))).toEqual([
    ...['rehearse', 'check'],
    ...group('schema', 'plan', 'apply', 'status', 'verify', 'rollback', 'backup', 'restore'),
    ...group('data', 'convert', 'verify', 'revert', 'quarantine', 'backup-v1'),
    ...group('api', 'map', 'guide', 'report', 'gateway'),
    ...group('serve', 'v1', 'v2'),
    'completion',
  ])
})

describe.each(commands.map((named) => [named.words.join(' '), named] as const))('%s', (_name, named) => {
  test('the help fits into 80 columns, command lines aside', () => {
    let help = ''
    named.command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 })
    named.command.outputHelp()
    expect(help).toContain([named.command.about.examples[0]].flat()[0])
    expect(
      help.split('\n').filter((line) => line.length > 80 && !line.startsWith('  betty-migrate ')),
    ).toEqual([])
  })

  test('a wrong flag exits with 2 and says which was meant, also as JSON', async () => {
    const { code, stdout, stderr } = await run(named, '--log-levl', 'INFO', '--json')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "error: unknown option '--log-levl'\n(Did you mean --log-level?)\nRun it with --help for what it takes.\n",
    })
    expect(errorOf(stdout)).toMatchObject({ code: 'bad_setting', exit_code: 2 })
  })
})

describe.each(onDatabase.map((named) => [named.words.join(' '), named] as const))('%s', (_name, named) => {
  test('an unusable URL exits with 2 and shows no password', async () => {
    const url = 'postgresql://ann:hunter2@localhost/b?sslrootcert=/nope/ca.pem'
    const { code, stdout, stderr } = await run(named, '--v2-database-url', url, '--json')
    expect(code).toBe(2)
    expect(errorOf(stdout)).toMatchObject({ code: 'bad_setting', fault: 'usage', exit_code: 2 })
    expect(stdout + stderr).not.toContain('hunter2')
  })

  test('a server that nobody started exits with 3', async () => {
    const { code, stdout } = await run(
      named,
      '--v2-database-url',
      'postgresql://ann:hunter2@127.0.0.1:1/b',
      '--json',
    )
    expect(code).toBe(3)
    expect(errorOf(stdout)).toMatchObject({
      code: 'postgres_unavailable',
      fault: 'unreachable',
      exit_code: 3,
    })
    expect(stdout).not.toContain('hunter2')
  })
})

test.each([['--help'], ['--version'], ['schema', '--help'], ['help', 'data']])(
  '%s %s exits with 0',
  async (...words) => {
    expect(await runCli(words)).toMatchObject({ code: 0, stderr: '' })
  },
)

test('a name that cannot be decoded is told', async () => {
  const { code, stderr } = await runCli([
    'schema',
    'plan',
    '--v2-database-url',
    'postgresql://ann:hunter2@h/%ZZ',
  ])
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('percent-encoded') })
  expect(stderr).not.toContain('hunter2')
})

test('a command that does not exist', async () => {
  const { code, stderr } = await runCli(['schema', 'aply'])
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean apply?') })
})

test('a gateway before no v2 exits with 3', async () => {
  const gateway = await runCli(['api', 'gateway', '--v2-url', 'http://127.0.0.1:1', '--port', '0', '--json'])
  expect(gateway.code).toBe(3)
  expect(errorOf(gateway.stdout)).toMatchObject({ code: 'api_unreachable' })
})

test('a defect exits with 4, and says that it is one', async () => {
  const breakage = 'Array.prototype.toSorted = () => { throw new TypeError("broken on purpose") }'
  const { code, stdout, stderr } = await runCli(['completion', 'zsh', '--json'], {
    environment: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(breakage)}` },
  })
  expect(code).toBe(4)
  expect(errorOf(stdout)).toMatchObject({ code: 'internal', fault: 'harness', exit_code: 4 })
  expect(stderr).toContain('a defect of betty-migrate')
})

test.each(['rehearse', 'check'])('%s refuses a v1 file that is none before it begins', async (command) => {
  const text = join(folder, 'notes.txt')
  writeFileSync(text, 'no database')
  for (const [path, code] of [
    [join(folder, 'none.db'), 'source_missing'],
    [text, 'source_not_sqlite'],
  ] as const) {
    const { code: exit, stdout } = await runCli([command, '--v1-db', path, '--json'], { folder })
    expect(exit).toBe(2)
    expect(errorOf(stdout)).toMatchObject({ code, message: expect.stringContaining(path), exit_code: 2 })
  }
  expect(existsSync(join(folder, 'readiness'))).toBe(false)
})

describe('on a database', () => {
  let server: PostgresServer
  let database: LentDatabase
  beforeAll(async () => {
    server = await createEmbeddedProvider().open()
    database = await server.lend()
    return () => server.close()
  })
  const on = (...words: string[]) =>
    runCli(words, {
      folder,
      environment: { BETTY_V2_DATABASE_URL: database.url, BETTY_V1_DB_PATH: samplePath },
    })

  test('done is 0, findings are 1', async () => {
    expect(await on('schema', 'verify')).toMatchObject({ code: 1 })
    expect(await on('schema', 'apply', '--target', 'create-users')).toMatchObject({ code: 0 })
    expect(await on('schema', 'status')).toMatchObject({ code: 0 })
    const { code, stdout } = await on('data', 'convert', '--json')
    expect(code).toBe(2)
    expect(errorOf(stdout)).toMatchObject({ code: 'schema_not_applied' })
    expect(await on('schema', 'apply')).toMatchObject({ code: 0 })
    expect(await on('data', 'verify')).toMatchObject({ code: 1 })
    expect(await on('data', 'convert')).toMatchObject({ code: 0 })
    expect(await on('data', 'verify')).toMatchObject({ code: 0 })
  })

  test('a manifest that is a pipe does not keep us waiting', async () => {
    const backup = join(folder, 'piped')
    mkdirSync(backup)
    execFileSync('mkfifo', [join(backup, 'manifest.json')])
    const { code, stdout } = await on('schema', 'restore', '--backup-path', backup, '--json')
    expect(code).toBe(2)
    expect(errorOf(stdout)).toMatchObject({ code: 'backup_damaged', exit_code: 2 })
  })

  test('a place where no directory can be made does not either', async () => {
    const { code, stdout } = await on('schema', 'backup', '--backup-path', '/proc/x', '--json')
    expect(code).toBe(2)
    expect(errorOf(stdout)).toMatchObject({ code: 'backup_failed', exit_code: 2 })
  })

  test('a way back can be copied into a shell, also when its path has blanks', async () => {
    const backups = join(folder, "Ann's backups")
    const { code, stdout } = await on('schema', 'rollback', '--all', '--yes', '--backup-path', backups)
    expect(code).toBe(0)
    expect(stdout).toContain(`--backup-path '${folder}/Ann'\\''s backups/`)
  })
})
