import { Command } from 'commander'
import { version } from '../version.ts'
import { loadCommands } from './command-groups.ts'

/** @param words of a command line, which say what is to be loaded; all of it when left out */
export async function createProgram(words?: readonly string[]): Promise<Command> {
  const program = new Command('betty-migrate')
    .description(
      'Moves a BETTY memory system from v1 (SQLite) to v2 (PostgreSQL), and proves that it is ready.',
    )
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('Run it with --help for what it takes.')
    .exitOverride()
  for (const command of await loadCommands(words)) program.addCommand(command)
  return program
}
