import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MigrateError } from '../../../errors.ts'
import { codeOf } from '../explain-refusal.ts'
import { summarizeComplaint } from './complaint.ts'
import type { ProgramIo } from './dump-tools.ts'

/** A program that was started, wherever it runs. */
export interface RunningProgram {
  readonly stdin: Writable | null
  readonly stdout: Readable | null
  /** exit code, or the name of the signal that ended it; rejects if it could not be started or was lost */
  readonly ended: Promise<number | string>
  /** The end of what it wrote to its standard error. */
  complaint(): string
  stop(): void
}

/**
 * Starts a program, feeds and drains it until it has ended; see `DumpTools.run`.
 * @param name such as `psql in /usr/lib/postgresql/15/bin`
 */
export const conductProgram = async (
  name: string,
  start: () => RunningProgram | Promise<RunningProgram>,
  io: ProgramIo,
): Promise<void> => {
  const { input, output, signal } = io
  input?.on('error', () => undefined) // until a pipeline listens
  const broken: unknown[] = []
  try {
    signal?.throwIfAborted()
    const program = await start()
    const breakOff = (cause: unknown) => {
      broken.push(cause)
      program.stop()
    }
    const onAbort = () => breakOff(signal?.reason)
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const feeding = flow(input, program.stdin).catch((error) => isRefusal(error) || breakOff(error))
    const draining = flow(program.stdout, output).catch(breakOff)
    const outcome = await program.ended.finally(() => signal?.removeEventListener('abort', onAbort))
    await draining
    if (outcome === 0) await feeding
    else if (broken.length === 0) throw new Error(explain(outcome, program.complaint()))
    if (broken.length > 0) throw broken[0]
  } catch (cause) {
    input?.destroy()
    output?.destroy()
    throw broken.length > 0 || signal?.aborted ? (broken[0] ?? cause) : failure(name, cause)
  }
}

const flow = async (from: Readable | null | undefined, to: Writable | null | undefined): Promise<void> => {
  if (!from || !to) return
  try {
    await pipeline(from, to)
  } catch (error) {
    from.destroy() // a pipeline to what is closed already leaves it as it is
    to.destroy()
    throw error
  }
}

/** How a program's input fails that has read enough and closed it: its exit code says whether all is well. */
const refusals = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']

const isRefusal = (error: unknown): boolean => refusals.includes(codeOf(error) ?? '')

const explain = (outcome: number | string, complaint: string): string =>
  summarizeComplaint(complaint) ||
  `it ended with ${typeof outcome === 'number' ? `exit code ${outcome}` : outcome}`

const failure = (name: string, cause: unknown): MigrateError =>
  new MigrateError(
    'backup_failed',
    `${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Put right what the message names, then start the same command again.',
    { cause },
  )
