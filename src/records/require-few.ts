import { MigrateError } from '../errors.ts'
import type { Tally } from './tally.ts'

/** @throws MigrateError when no further row may be quarantined */
export function requireFew(
  { quarantinedNow }: Pick<Tally, 'quarantinedNow'>,
  maxErrors: number | undefined,
): void {
  if (maxErrors === undefined || quarantinedNow < Math.max(1, maxErrors)) return
  throw new MigrateError(
    'too_many_quarantined',
    `${quarantinedNow} rows were quarantined now, and the run was to end at ${maxErrors} (--max-errors).`,
    'What has landed stays. Look at the reasons (`data quarantine`), then start again: it goes on from there.',
  )
}
