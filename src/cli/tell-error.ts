import { MigrateError } from '../errors.ts'
import { errorColors } from './colors.ts'

/**
 * Says on standard error what went wrong and what to do next.
 * @returns the exit code for it
 */
export function tellError(error: unknown): number {
  const known = MigrateError.from(error)
  process.stderr.write(`${errorColors.red('error')} ${known.message}\n${known.next}\n`)
  return known.exitCode
}
