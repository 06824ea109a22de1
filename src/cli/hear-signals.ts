import { constants } from 'node:os'

/** Shows the cursor again, and breaks long lines again. */
const restoreTerminal = '\u001b[?25h\u001b[?7h'

/**
 * Ctrl-C and its like end the process with a sentence about how to go on, and with the exit code that shells give.
 * Transactions that are open end with their connections, unfinished files by `removeUnfinished`.
 */
export function hearSignals(stopped: string): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      // a bar hides the cursor, cuts its lines off, and has no end of its line
      process.stderr.write(`${process.stderr.isTTY ? `${restoreTerminal}\n` : ''}Stopped. ${stopped}\n`)
      process.exit(128 + constants.signals[signal])
    })
}
