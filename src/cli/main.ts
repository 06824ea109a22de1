import { type Command, CommanderError } from 'commander'
import { createProgram } from './create-program.ts'
import { tellError } from './tell-error.ts'

/** Runs one command line; the exit code is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  // who reads us may have enough (`| head`): the work goes on, and its exit code counts
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 2
    })
  try {
    await (await createProgram(argv)).hook('preAction', prepare).parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    process.exitCode = tellError(error)
  }
}

/** The flags and the configuration file are read before any work; a wrong one is told, also if it says nothing here. */
async function prepare(_program: Command, command: Command): Promise<void> {
  const [{ takeFlags }, { loadGiven }] = await Promise.all([
    import('./options/setting-option.ts'),
    import('../settings/load-settings.ts'),
  ])
  takeFlags(command)
  loadGiven()
}
