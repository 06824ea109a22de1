import { Command } from 'commander'
import { groupWords } from './group-words.ts'

type GroupName = keyof typeof groupWords

/** What a command needs is read only when it is called. */
const groups: Readonly<Record<GroupName, () => Promise<Command>>> = {
  rehearse: async () => (await import('./commands/rehearse.ts')).rehearseCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  schema: async () => (await import('./commands/schema/index.ts')).schemaCommands(),
  data: async () => (await import('./commands/data/index.ts')).dataCommands(),
  api: async () => (await import('./commands/api/index.ts')).apiCommands(),
  serve: async () => (await import('./commands/serve/index.ts')).serveCommands(),
  completion: async () => (await import('./commands/completion.ts')).completionCommand(),
}

const names = Object.keys(groups) as GroupName[]

/** All commands; those that the words of a command line do not name can do no more than say what they are for. */
export const loadCommands = (words: readonly string[] = names): Promise<readonly Command[]> =>
  Promise.all(
    names.map(async (name) =>
      (words.includes(name) ? await groups[name]() : new Command(name)).description(groupWords[name]),
    ),
  )
