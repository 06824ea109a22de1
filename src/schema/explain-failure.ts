import { MigrateError } from '../errors.ts'
import type { SqlSession } from './session.ts'
import { describeLockHolders } from './sessions.ts'

/** What was being done when the server refused. */
export interface Attempt {
  readonly step: string
  readonly doing: 'apply' | 'roll back'
  readonly statement: string
}

/**
 * A refusal by the server as an error that says which step, why, and what to do. Asks the session, whose transaction
 * must be over. SQLSTATE codes: PostgreSQL documentation, appendix A.
 */
export async function explainFailure(
  session: SqlSession,
  { step, doing, statement }: Attempt,
  cause: unknown,
): Promise<MigrateError> {
  if (cause instanceof MigrateError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  const undone =
    doing === 'apply'
      ? 'Nothing of the step counts (what a concurrent index build has left, the next run drops); the steps before it stay.'
      : 'All steps stay applied.'
  const fail = (
    next: string,
    code: 'step_failed' | 'privilege_missing' | 'busy' = 'step_failed',
    why = reason,
  ) =>
    new MigrateError(
      code,
      `Could not ${doing} schema step "${step}": ${why} (in: ${firstLine(statement)})`,
      `${undone} ${next}`,
      { cause },
    )
  switch (readCode(cause)) {
    case '55P03': {
      const holders = await describeLockHolders(session).catch(() => '')
      return fail(
        'Let it finish, or give more time (--lock-timeout), then start again.',
        'busy',
        holders && `a lock is held by ${holders}`,
      )
    }
    case '57014':
      return fail('Give more time (--statement-timeout), then start again.', 'busy')
    case '42501':
      return fail(
        'Let the owner of the object do it, or grant that right, then start again.',
        'privilege_missing',
      )
    case '2BP01':
      return fail(
        `${readDetail(cause)} Drop what depends on it, which is not of this migration, then start again.`,
      )
    case '42P07':
    case '42710':
      return fail(
        'Something of that name was made by hand: rename or drop it if it is not needed, then start again.',
      )
    case '23502':
    case '23503':
    case '23505':
    case '23514':
      return fail(`${readDetail(cause)} Correct those rows, then start again.`)
    default:
      return fail('Correct what the message names, then start again.')
  }
}

const firstLine = (statement: string): string => statement.trim().split(/\s*\n/)[0] ?? ''

const readCode = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code

/** Names the objects or the key; the server's own sentence. */
const readDetail = (error: unknown): string => {
  const detail = (error as { readonly detail?: unknown } | null)?.detail
  return typeof detail === 'string' ? detail.replaceAll('\n', ' ') : ''
}
