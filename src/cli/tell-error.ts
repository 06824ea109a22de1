import pc from 'picocolors'
import { MigrateError } from '../errors.ts'

/**
 * Says on standard error what went wrong and what to do next.
 * @returns the exit code for it
 */
export function tellError(error: unknown): number {
  const known = MigrateError.from(error)
  process.stderr.write(`${pc.red('error')} ${known.message}\n${known.next}\n`)
  return known.exitCode
}
