import { Command, CommanderError } from 'commander'
import { version } from '../version.ts'
import { apiCommands } from './commands/api/index.ts'
import { checkCommand } from './commands/check.ts'
import { dataCommands } from './commands/data/index.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { schemaCommands } from './commands/schema/index.ts'
import { tellError } from './tell-error.ts'

const program = new Command('betty-migrate')
  .description(
    'Moves a BETTY memory system from v1 (SQLite) to v2 (PostgreSQL), and proves that it is ready.',
  )
  .version(version)
  .showSuggestionAfterError()
  .showHelpAfterError('Run it with --help for what it takes.')
  .exitOverride()
  .addCommand(rehearseCommand())
  .addCommand(checkCommand())
  .addCommand(schemaCommands())
  .addCommand(dataCommands())
  .addCommand(apiCommands())

/** Runs one command line; the exit code is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  // who reads us may have enough (`| head`): the work goes on, and its exit code counts
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 2
    })
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    process.exitCode = tellError(error)
  }
}
