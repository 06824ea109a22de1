import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../package-root.ts'

const bin = fileURLToPath(new URL('bin/betty-migrate.js', packageRoot))

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>
  /** the folder it is started in, to which it may write */
  readonly folder?: string
}

/** Starts the command as a user does; nothing of the surroundings names a database, if not said here. */
export const startCli = (
  args: readonly string[],
  { environment = {}, folder = tmpdir() }: Surroundings = {},
) => {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(BETTY_|PG|NODE_OPTIONS|VITEST|FORCE_COLOR)/.test(name),
  )
  return spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export const finishCli = async (child: ChildProcess): Promise<CliRun> => {
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ])
  return { code, stdout, stderr }
}

export const runCli = (args: readonly string[], surroundings?: Surroundings) =>
  finishCli(startCli(args, surroundings))
