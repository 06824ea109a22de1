import { type Command, CommanderError } from 'commander'
import { createProgram, howToLearnMore } from './create-program.ts'
import { DocumentedCommand } from './documented-command.ts'
import { hearSignals } from './hear-signals.ts'
import { printError } from './print-document.ts'
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
    process.exitCode = error instanceof CommanderError ? refuse(error) : tellError(error)
  }
}

/** Commander has told people already; help and version are no errors. */
function refuse({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0
  printError({
    code: 'bad_setting',
    fault: 'usage',
    message: message.replace(/^error: /, ''),
    next: howToLearnMore,
    exit_code: 2,
  })
  return 2
}

/** The flags and the configuration file are read before any work; a wrong one is told, also if it says nothing here. */
async function prepare(_program: Command, command: Command): Promise<void> {
  const [{ takeFlags }, { loadGiven }] = await Promise.all([
    import('./options/setting-option.ts'),
    import('../settings/load-settings.ts'),
  ])
  if (command instanceof DocumentedCommand && command.about.stopped !== null)
    hearSignals(command.about.stopped)
  takeFlags(command)
  await loadGiven()
}
