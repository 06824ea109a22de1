import { MigrateError } from '../errors.ts'
import { errorColors } from './colors.ts'
import { printError } from './print-document.ts'

/**
 * Says on standard error what went wrong and what to do next, and with `--json` on standard output, too.
 * @param exitCode the one that the error stands for, if not said otherwise
 * @returns the exit code
 */
export function tellError(error: unknown, exitCode?: number): number {
  const known = MigrateError.from(error)
  const { code, fault, message, next } = known.toReport()
  const exit = exitCode ?? known.exitCode
  process.stderr.write(`${errorColors.red('error')} ${message}\n${next}\n`)
  printError({ code, fault, message, next, exit_code: exit })
  return exit
}
