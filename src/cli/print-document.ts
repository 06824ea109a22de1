let isPrinted = false

/** One JSON document on standard output, and never a second one: an error after a result is told elsewhere. */
export function printDocument(text: string): void {
  if (isPrinted) return
  isPrinted = true
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** What `--json` prints of an error. */
export interface ErrorDocument {
  readonly code: string
  readonly fault: string
  readonly message: string
  readonly next: string
  readonly exit_code: number
}

/** Flags may not be read yet, or not be readable, when an error is to be told. */
export function printError(error: ErrorDocument): void {
  if (process.argv.includes('--json')) printDocument(JSON.stringify({ error }, null, 2))
}
