import { compactVerify } from 'jose'
import { MigrateError } from '../../src/errors.ts'
import type { Absence, Given, Tokens } from './given.ts'

/**
 * The secret with which both servers sign, if the tokens that they gave bear it out: with a wrong one, all would
 * refuse everybody, and agree.
 */
export async function readSecret(secret: string | null, tokens: Given<Tokens>): Promise<string | Absence> {
  if (secret === null)
    return {
      reason: 'tokens of any user can be signed only with the secret of the servers (BETTY_TOKEN_SECRET)',
    }
  for (const [side, token] of Object.entries(tokens)) {
    if (typeof token !== 'string') return token
    if (!(await isSignedWith(secret, token))) return { cause: wrongSecret(side).toReport() }
  }
  return secret
}

const isSignedWith = (secret: string, token: string): Promise<boolean> =>
  compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] }).then(
    () => true,
    () => false,
  )

const wrongSecret = (side: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `BETTY_TOKEN_SECRET is not the secret with which ${side} signs its tokens.`,
    'Correct it, or unset it: the checks that need tokens of many users are then not run.',
  )
