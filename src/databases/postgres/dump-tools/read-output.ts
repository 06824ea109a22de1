import { PassThrough, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { DumpProgram, DumpTools } from './dump-tools.ts'

/** Runs a program and returns what it printed. */
export const readOutput = async (
  run: DumpTools['run'],
  program: DumpProgram,
  args: readonly string[],
  io: { readonly input?: Readable } = {},
): Promise<string> => {
  const output = new PassThrough()
  const printed = text(output)
  printed.catch(() => undefined) // the program's own failure tells more
  await run(program, args, { ...io, output })
  return printed
}
