import { Command } from 'commander'

interface CommandGroup {
  readonly description: string
  /** what the group needs is read only when it is called */
  load(): Promise<Command>
}

const groups: Readonly<Record<string, CommandGroup>> = {
  rehearse: {
    description:
      'migrate a v1 database into a disposable PostgreSQL, compare both systems, print the readiness',
    load: async () => (await import('./commands/rehearse.ts')).rehearseCommand(),
  },
  schema: {
    description: 'plan, apply, verify, roll back, back up and restore the tables of the v2 database',
    load: async () => (await import('./commands/schema/index.ts')).schemaCommands(),
  },
  data: {
    description: 'carry rows from v1 to v2 and back',
    load: async () => (await import('./commands/data/index.ts')).dataCommands(),
  },
  api: {
    description: 'find the v2 call for a v1 call, and write guides and reports for those who move',
    load: async () => (await import('./commands/api/index.ts')).apiCommands(),
  },
}

/** All commands; those that the words of a command line do not name can do no more than say what they are for. */
export const loadCommands = (words: readonly string[]): Promise<readonly Command[]> =>
  Promise.all(
    Object.entries(groups).map(async ([name, { description, load }]) =>
      (words.includes(name) ? await load() : new Command(name)).description(description),
    ),
  )
