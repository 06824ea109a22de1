import { createProgress, type Progress, silence } from '../progress/progress.ts'
import type { CommonFlags } from './options/common-options.ts'

/** Results go to standard output, everything else to standard error. */
export interface Output {
  readonly progress: Progress
  /** the result: as text for people, or as one JSON document with `--json` */
  result(text: () => string, document: unknown): void
  /** for `--log-level DEBUG` only */
  debug(text: string): void
}

export function createOutput(flags: CommonFlags): Output {
  const isQuiet = flags.logLevel === 'WARNING' || flags.logLevel === 'ERROR'
  return {
    progress: isQuiet ? silence : createProgress(),
    result: (text, document) => {
      process.stdout.write(flags.json ? `${JSON.stringify(document, null, 2)}\n` : withNewline(text()))
    },
    debug: (text) => {
      if (flags.logLevel === 'DEBUG') process.stderr.write(`${text}\n`)
    },
  }
}

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
