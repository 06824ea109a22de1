import type { Command, Option } from 'commander'
import { DocumentedCommand } from '../../src/cli/documented-command.ts'
import { SettingOption } from '../../src/cli/options/setting-option.ts'
import { bullets, cell, codeBlock, paragraphs, table } from '../../src/guide/markdown/markdown.ts'
import type { Declaration, Without } from '../../src/settings/declaration.ts'
import { declarations } from '../../src/settings/declarations.ts'
import { describeFallback } from '../../src/settings/describe-setting.ts'
import { anchorOf } from './anchor.ts'
import { origin } from './origin.ts'

/** The command line as the program declares it. */
export function writeCliReference(program: Command): string {
  const commands = listCommands(program)
  return paragraphs(
    '# The command line',
    origin,
    program.description(),
    table(
      ['command', 'does'],
      commands.map(({ name, command }) => [`[\`${name}\`](#${anchorOf(name)})`, cell(command.about.does)]),
    ),
    '## Settings',
    'A flag wins over the environment, the environment over the configuration file. The file is JSON, and is named by `--config`; a secret is never printed, logged or written to a report.',
    table(['flag', 'environment', 'configuration file', 'what it is', 'left out'], settings.map(settingRow)),
    'Of the environment the command also reads `PGPASSWORD`, `NO_COLOR` and `FORCE_COLOR` (colours), and `NODE_EXTRA_CA_CERTS` (a certificate authority of your own).',
    '## Output',
    bullets([
      'Results go to standard output, all else to standard error: a bar on a terminal, a line every few seconds elsewhere.',
      'With `--json` there is one JSON document on standard output and nothing else, also when the command fails: `{ "error": { "code", "fault", "message", "next", "exit_code" } }`. The codes are in [troubleshooting.md](troubleshooting.md). A command that is stopped prints none.',
      'Every command can be ended with Ctrl-C; it says how to go on. The exit code is then 130 (143 after SIGTERM); for servers, which are made to be stopped, it is 0.',
    ]),
    ...commands.map(describeCommand),
  )
}

const settings: readonly Declaration[] = Object.values(declarations)

function settingRow(setting: Declaration): readonly string[] {
  const { flag, variable, key, means } = setting
  return [named(flag), named(variable), named(key), cell(means), cell(describeFallback(setting))]
}

const named = (name: string | Without): string => (typeof name === 'string' ? `\`${name}\`` : '–')

interface Named {
  /** as people type it, such as `betty-migrate schema apply` */
  readonly name: string
  readonly command: DocumentedCommand
}

function listCommands(command: Command, path: readonly string[] = []): readonly Named[] {
  const words = [...path, command.name()]
  const own = command instanceof DocumentedCommand ? [{ name: words.join(' '), command }] : []
  return [...own, ...command.commands.flatMap((child) => listCommands(child, words))]
}

function describeCommand({ name, command }: Named): string {
  const { does, examples, notes = [], exits } = command.about
  const ofSettings = command.options.filter((option) => option instanceof SettingOption)
  const own = command.options.filter((option) => !(option instanceof SettingOption) && !isCommon(option))
  return paragraphs(
    `## ${name}`,
    `${capital(does)}.`,
    codeBlock(
      'bash',
      examples
        .map((example) => (typeof example === 'string' ? example : `# ${example[1]}\n${example[0]}`))
        .join('\n'),
    ),
    ...notes,
    ...command.registeredArguments.map(
      (argument) =>
        `\`<${argument.name()}>\`: ${argument.description}, one of ${argument.argChoices?.join(', ')}.`,
    ),
    ...(own.length > 0 ? [table(['flag', 'what it is', 'default'], own.map(ownRow))] : []),
    `[Settings](#settings): ${ofSettings.map(({ long }) => `\`${long}\``).join(', ')}; and \`--json\`, \`--no-color\`.`,
    `Exit codes: ${Object.entries(exits)
      .map(([code, says]) => `${code} ${says}`)
      .join('; ')}.`,
  ).trimEnd()
}

const isCommon = ({ long }: Option): boolean => long === '--json' || long === '--no-color'

const ownRow = ({ flags, description, mandatory, argChoices, ...option }: Option): readonly string[] => [
  `\`${flags}\``,
  cell([description, ...(argChoices ? [`one of ${argChoices.join(', ')}`] : [])].join('; ')),
  mandatory ? 'must be given' : cell(describeDefault(option)),
]

function describeDefault({
  defaultValue: value,
  defaultValueDescription: words,
}: Pick<Option, 'defaultValue' | 'defaultValueDescription'>): string {
  if (words !== undefined) return words
  return value === undefined || typeof value === 'boolean' ? '' : `\`${value}\``
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
