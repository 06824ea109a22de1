import { Command } from 'commander'
import { wrapText } from './wrap-text.ts'

/** What help and docs tell of a command beside its flags. */
export interface About {
  readonly does: string
  /** command lines as people type them, each with what it is for where that is not plain */
  readonly examples: readonly (string | readonly [line: string, does: string])[]
  /** paragraphs */
  readonly notes?: readonly string[]
  /** how to go on after Ctrl-C, in sentences; null for what is made to be stopped, and ends as it should */
  readonly stopped: string | null
  /** what each exit code says of this command */
  readonly exits: Readonly<Partial<Record<0 | 1 | 2 | 3 | 4, string>>>
}

const usualExits = { 2: 'wrong usage or configuration', 4: 'a defect of betty-migrate' } as const

/** A command that does something, with all that is told of it. */
export class DocumentedCommand extends Command {
  readonly about: About

  constructor(name: string, about: About) {
    super(name)
    this.about = { ...about, exits: { ...usualExits, ...about.exits } }
    this.description(about.does)
    this.addHelpText('after', () => describeAbout(this.about))
    this.exitOverride()
  }
}

const describeAbout = ({ examples, notes = [], exits }: About): string =>
  [
    '',
    'Examples:',
    ...examples.flatMap((example) => {
      const [line, does] = typeof example === 'string' ? [example] : example
      return [`  ${line}`, ...(does === undefined ? [] : [wrapText(does, '      ')])]
    }),
    ...notes.flatMap((note) => ['', wrapText(note)]),
    '',
    'Exit codes:',
    ...Object.entries(exits).map(([code, says]) => wrapText(`${code}  ${says}`, '  ', '     ')),
  ].join('\n')
