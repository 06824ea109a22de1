import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What a program wrote to standard output. @throws Error with what it wrote to standard error when it fails */
export async function runProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, output, complaint } = await readExit(program, args, environment)
  if (code === 0) return output
  throw new Error(`${program} failed (${code}): ${complaint.trim().slice(-2000)}`)
}

/** How a program ended, and what it wrote; -1 when a signal ended it. */
export async function readExit(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string; readonly complaint: string }> {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code: code ?? -1, output, complaint }
}

/** The first line of what a program says of itself, or undefined when it is not installed. */
export const readVersion = (program: string, flag = '--version'): Promise<string | undefined> =>
  runProgram(program, [flag]).then(
    (output) => output.split('\n')[0],
    () => undefined,
  )

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
