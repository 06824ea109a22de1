import { MigrateError } from '../../errors.ts'
import { codeOf } from './explain-refusal.ts'

/** What a server answers that is no defect of ours, as an error that says what to do; anything else as it is. */
export function explainAnswer(cause: unknown): unknown {
  if (cause instanceof MigrateError || !(cause instanceof Error)) return cause
  const fail = (code: 'privilege_missing' | 'busy', next: string) =>
    new MigrateError(code, `PostgreSQL refused: ${cause.message}.`, next, { cause })
  switch (codeOf(cause)) {
    case '42501':
      return fail('privilege_missing', 'Log in as the role that owns the schema, or let it grant that right.')
    case '25006':
      return fail('privilege_missing', 'This server, database or role only reads: name one that can write.')
    case '55P03':
    case '57014':
      return fail('busy', 'Let the session that holds the lock finish, then start again.')
    default:
      return cause
  }
}
