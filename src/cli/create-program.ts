import { Command } from 'commander'
import { version } from '../version.ts'
import { loadCommands } from './command-groups.ts'

export const howToLearnMore = 'Run it with --help for what it takes.'

/** @param words of a command line, which say what is to be loaded; all of it when left out */
export async function createProgram(words?: readonly string[]): Promise<Command> {
  const program = new Command('betty-migrate')
    .description(
      'Moves a BETTY memory system from v1 (SQLite) to v2 (PostgreSQL), and proves that it is ready.',
    )
    .version(version)
  for (const command of await loadCommands(words)) program.addCommand(command)
  return help(program.exitOverride())
}

/** Commander hands these on only to commands that it made itself. */
function help(command: Command): Command {
  command.showSuggestionAfterError().showHelpAfterError(howToLearnMore)
  for (const child of command.commands) help(child)
  return command
}
