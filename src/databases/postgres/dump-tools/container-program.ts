import { PassThrough } from 'node:stream'
import type { ContainerRuntimeClient } from 'testcontainers'
import { until } from '../../providers/keeper/until.ts'
import { createComplaint } from './complaint.ts'
import type { RunningProgram } from './conduct-program.ts'
import type { ConnectionVariables } from './connection-variables.ts'
import { createDemultiplexer } from './demultiplex.ts'
import type { DumpProgram, ProgramIo } from './dump-tools.ts'

type Engine = ContainerRuntimeClient['container']['dockerode']
export type Container = ReturnType<Engine['getContainer']>
type Exec = Awaited<ReturnType<Container['exec']>>

/** An engine may end the output before it knows the exit code. */
const exitLimit = 30_000

/** What the shell says when the program has ended, after all that the program said. */
const ended = 'betty-migrate: ended'

/**
 * Tells the program's process id first, to end it by. What a program that failed has not read is read to its end:
 * an engine that finds nobody reading may drop what the program complained about.
 */
const shellScript = `exec 3<&0; "$0" "$@" <&3 3<&- & echo $! >&2; wait $!; code=$?; echo '${ended}' >&2; cat <&3 >/dev/null; exit $code`

/** Starts a program in a running container that has a shell. */
export const startInContainer = async (
  container: Container,
  program: DumpProgram,
  args: readonly string[],
  connection: ConnectionVariables,
  { input, output }: ProgramIo,
): Promise<RunningProgram> => {
  const exec = await container.exec({
    Cmd: ['sh', '-c', shellScript, program, ...args],
    Env: Object.entries(connection).map(([name, value]) => `${name}=${value}`),
    AttachStdin: input !== undefined,
    AttachStdout: true,
    AttachStderr: true,
  })
  const socket = await exec.start({ hijack: true, stdin: input !== undefined })
  const stdin = new PassThrough()
  const stderr = listen(() => stdin.destroy())
  const stdout = createDemultiplexer(stderr.hear)
  const closed = new Promise((resolve) => stdout.once('close', resolve))
  let lost: Error | undefined // if so, the exit code still says whether the program had failed before
  socket.on('error', (error: Error) => {
    lost = error
    stdin.destroy()
  })
  socket.on('close', () => stdout.end())
  stdin.on('close', () => socket.end())
  stdout.on('close', () => stderr.pid.resolve('')) // it ended without a word
  socket.pipe(stdout)
  if (input) stdin.pipe(socket)
  if (!output) stdout.resume()
  const pid = await stderr.pid.promise
  return {
    stdin,
    stdout,
    ended: closed.then(async () => {
      socket.resume() // what nobody wants any more must not keep the program from ending
      const code = await readExitCode(exec)
      if (code === 0 && lost) throw lost
      return code
    }),
    complaint: stderr.readComplaint,
    stop: () => {
      stdin.destroy()
      void killInContainer(container, pid)
    },
  }
}

/** Takes what the shell says off a standard error. */
const listen = (onEnd: () => void) => {
  const complaint = createComplaint()
  const pid = Promise.withResolvers<string>()
  const decoder = new TextDecoder()
  let firstLine: string | undefined = ''
  const hear = (piece: Buffer) => {
    const text = decoder.decode(piece, { stream: true })
    if (firstLine === undefined) complaint.add(text)
    else {
      firstLine += text
      const end = firstLine.indexOf('\n')
      if (end < 0) return
      pid.resolve(firstLine.slice(0, end))
      complaint.add(firstLine.slice(end + 1))
      firstLine = undefined
    }
    if (complaint.read().endsWith(`${ended}\n`)) onEnd()
  }
  const readComplaint = () => complaint.read().replace(`${ended}\n`, '')
  return { pid, hear, readComplaint }
}

const readExitCode = async (exec: Exec): Promise<number> => {
  let code: number | null = null
  const isOver = async () => {
    const state = await exec.inspect()
    code = state.ExitCode
    return !state.Running
  }
  if (!(await until(isOver, exitLimit)) || code === null) throw new Error('it does not end')
  return code
}

const killInContainer = async (container: Container, pid: string): Promise<void> => {
  try {
    const exec = await container.exec({ Cmd: ['sh', '-c', 'kill "$0"', pid] })
    await exec.start({ Detach: true })
  } catch {
    // gone with its container
  }
}
