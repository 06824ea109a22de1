import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { makeNewFile } from '../../../databases/new-file.ts'
import { type Format, formats } from '../../../guide/write-document.ts'
import type { CommonFlags } from '../../options/common-options.ts'
import { createOutput } from '../../output.ts'

export interface DocumentFlags extends CommonFlags {
  readonly format?: Format
  readonly output?: string
}

/** Others read these documents too. */
const forAll = 0o644

/** How a document is written, and where. */
export const addDocumentOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--format <format>',
        'of the document; left out: as the name of --output ends, else md',
      ).choices(formats),
    )
    .option('--output <file>', 'write it to a new file; nothing is ever overwritten')

/** Prints the document, or writes it to the file that was named; `--json` prints it as JSON in either case. */
export async function deliver<T>(
  flags: DocumentFlags,
  document: T,
  writers: Readonly<Record<Format, (document: T) => string>>,
  more: readonly string[] = [],
): Promise<void> {
  const text = writers[formatOf(flags)](document)
  const file = flags.output === undefined ? undefined : resolve(flags.output)
  if (file !== undefined) await writeNewFile(file, text)
  const told = [...(file === undefined ? [text.trimEnd()] : [`Written to ${file}`]), ...more]
  createOutput(flags).result(() => told.join('\n'), document)
}

export const writeNewFile = (file: string, text: string): Promise<void> =>
  makeNewFile(file, (part) => writeFile(part, text), forAll)

function formatOf({ format, output }: DocumentFlags): Format {
  if (format !== undefined) return format
  const ending = output === undefined ? '' : extname(output).slice(1).toLowerCase()
  return formats.find((each) => each === ending) ?? (ending === 'htm' ? 'html' : 'md')
}
