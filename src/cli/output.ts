import { createProgress, type Progress, silence } from '../progress/progress.ts'
import { readGiven } from '../settings/read-given.ts'
import { printDocument } from './print-document.ts'

/** Results go to standard output, everything else to standard error. */
export interface Output {
  readonly progress: Progress
  /** the result: as text for people, or as one JSON document with `--json` */
  result(text: () => string, document: unknown): void
  /** for `--log-level DEBUG` only */
  debug(text: string): void
}

export function createOutput({ json }: { readonly json?: boolean }): Output {
  const { logLevel } = readGiven(process.env, {})
  const isQuiet = logLevel === 'WARNING' || logLevel === 'ERROR'
  return {
    progress: isQuiet ? silence : createProgress(),
    result: (text, document) => {
      if (json) printDocument(JSON.stringify(document, null, 2))
      else process.stdout.write(withNewline(text()))
    },
    debug: (text) => {
      if (logLevel === 'DEBUG') process.stderr.write(`${text}\n`)
    },
  }
}

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
