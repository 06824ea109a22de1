import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { createComplaint } from './complaint.ts'
import { conductProgram, type RunningProgram } from './conduct-program.ts'
import { type ConnectionVariables, hostEnvironment } from './connection-variables.ts'
import { type DumpTools, dumpPrograms, type ProgramIo } from './dump-tools.ts'
import { agreedVersion } from './read-version.ts'

/** The folders of PATH, then Debian's own, which is not in it. */
const listFolders = (major: number): readonly string[] => [
  ...new Set([
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder)),
    `/usr/lib/postgresql/${major}/bin`,
  ]),
]

/** The programs in the first folder of this machine that has all of them in the server's major version. */
export const findHostTools = async (
  connection: ConnectionVariables,
  serverMajor: number,
): Promise<DumpTools | undefined> => {
  const env = hostEnvironment(connection)
  for (const folder of listFolders(serverMajor)) {
    const version = agreedVersion(await askVersions(folder, env), serverMajor)
    if (version === undefined) continue
    return {
      version,
      place: folder,
      run: (program, args, io = {}) =>
        conductProgram(`${program} in ${folder}`, () => start(join(folder, program), args, env, io), io),
    }
  }
  return undefined
}

const askVersions = async (folder: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const told: string[] = []
  try {
    for (const program of dumpPrograms) {
      const { stdout } = await promisify(execFile)(join(folder, program), ['--version'], {
        env,
        timeout: 10_000,
      })
      told.push(stdout)
    }
  } catch {
    return [] // one of them is not there, or cannot be run here
  }
  return told
}

const start = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { input, output }: ProgramIo,
): RunningProgram => {
  const child = spawn(program, args, {
    env,
    stdio: [input ? 'pipe' : 'ignore', output ? 'pipe' : 'ignore', 'pipe'],
  })
  const complaint = createComplaint()
  child.stdin?.on('error', () => undefined) // a program that ended early says why itself
  child.stderr?.setEncoding('utf8').on('data', complaint.add)
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    ended: once(child, 'close').then(([code, signal]) => code ?? signal),
    complaint: complaint.read,
    stop: () => child.kill(),
  }
}
