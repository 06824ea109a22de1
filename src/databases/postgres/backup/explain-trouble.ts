import { MigrateError } from '../../../errors.ts'
import { asLost } from '../connect.ts'
import { codeOf } from '../explain-refusal.ts'

/** What psql writes before its reason, when it is told to be verbose. */
const psqlCode = /: (?:ERROR|FATAL): {2}([0-9A-Z]{5}): /
const psqlLost = /: (?:FATAL: {2}57P\d\d: |error: connection to server was lost)/

/**
 * What a server, a file or psql refused, as an error that says what was not done.
 * @param doing such as `The schema "v2" could not be backed up`
 * @param left what is there now
 */
export function explainTrouble(cause: unknown, doing: string, left: string): MigrateError {
  const known = cause instanceof MigrateError ? cause : asLost(cause)
  if (known instanceof MigrateError && known.code !== 'backup_failed') return known
  const reason = cause instanceof Error ? cause.message : String(cause)
  const fail = (code: 'backup_failed' | 'privilege_missing' | 'busy' | 'postgres_lost', next: string) =>
    new MigrateError(code, `${doing}: ${reason}`, `${left} ${next}`, { cause })
  if (known instanceof MigrateError && psqlLost.test(reason))
    return fail('postgres_lost', 'Bring the server back, then start the same command again.')
  switch (known instanceof MigrateError ? psqlCode.exec(reason)?.[1] : codeOf(cause)) {
    case '42501':
      return fail(
        'privilege_missing',
        'Let the owner of the object do it, or grant that right, then start again.',
      )
    case '25006':
      return fail('privilege_missing', 'This server or database only reads: name one that can be written to.')
    case '55P03':
      return fail('busy', 'Let the session that holds the lock finish, or give more time (--lock-timeout).')
    case '57014':
      return fail('busy', 'Start the same command again.')
    default:
      return known instanceof MigrateError
        ? known
        : fail('backup_failed', 'Put right what the message names, then start the same command again.')
  }
}
