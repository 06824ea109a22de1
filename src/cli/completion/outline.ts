import type { Command, Option } from 'commander'

export interface Flag {
  /** such as `--v1-db` */
  readonly name: string
  readonly means: string
  readonly takesValue: boolean
  /** the value is a file or a folder */
  readonly isPath: boolean
  readonly choices: readonly string[]
}

/** One command and what may follow it, for a shell. */
export interface Outline {
  /** such as `schema apply`; empty for the program itself */
  readonly path: string
  readonly does: string
  /** words that may come next: commands, or what an argument may be */
  readonly words: readonly { readonly name: string; readonly does: string }[]
  readonly flags: readonly Flag[]
}

/** The command and all below it, the program first. */
export function outline(command: Command, path: readonly string[] = []): readonly Outline[] {
  const { commands } = command
  return [
    {
      path: path.join(' '),
      does: command.description(),
      words: [
        ...commands.map((child) => ({ name: child.name(), does: child.description() })),
        ...command.registeredArguments.flatMap(({ argChoices = [], description }) =>
          argChoices.map((name) => ({ name, does: description })),
        ),
      ],
      flags: [...command.options.map(readFlag), help],
    },
    ...commands.flatMap((child) => outline(child, [...path, child.name()])),
  ]
}

const help: Flag = { name: '--help', means: 'display help', takesValue: false, isPath: false, choices: [] }

const readFlag = (option: Option): Flag => ({
  name: option.long ?? option.flags,
  means: option.description.replace(/[;(].*$/s, '').trim(),
  takesValue: option.required || option.optional,
  isPath: /<(file|directory|folder)>/.test(option.flags),
  choices: option.argChoices ?? [],
})
