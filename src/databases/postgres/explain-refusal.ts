import type pg from 'pg'
import { type ErrorCode, MigrateError } from '../../errors.ts'

/** SQLSTATE of a PostgreSQL error, or the system's code of a failed connection. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Why a server did not let us in, and what to do about it; without the password. */
export function explainRefusal(code: ErrorCode, cause: unknown, client: pg.Client): MigrateError {
  const place = `${client.host}:${client.port}`
  const refuse = (message: string, next: string) => new MigrateError(code, message, next, { cause })
  if (isPasswordMissing(cause))
    return refuse(
      `PostgreSQL at ${place} asks for the password of user ${client.user}, and none is given.`,
      'Put it into PGPASSWORD or BETTY_V2_PASSWORD.',
    )
  switch (codeOf(cause)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return refuse(`No PostgreSQL answers at ${place}.`, 'Start it, or correct host and port.')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refuse(`The host of ${place} is not known.`, 'Correct the host.')
    case '28P01':
    case '28000':
      return refuse(
        `PostgreSQL at ${place} refused the login of user ${client.user}.`,
        'Correct user and password, or the server’s pg_hba.conf.',
      )
    case '3D000':
      return refuse(
        `PostgreSQL at ${place} has no database ${client.database}.`,
        'Correct the name of the database.',
      )
    default:
      return refuse(
        `PostgreSQL at ${place} could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
        'Correct the address or the server, then try again.',
      )
  }
}

/** pg itself says so, without a code, before anything is sent. */
const isPasswordMissing = (cause: unknown): boolean =>
  cause instanceof Error && /client password must be a (non-empty )?string/.test(cause.message)
