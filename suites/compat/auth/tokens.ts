import { SignJWT } from 'jose'
import { mintV1Token } from '../../../fixtures/servers/v1/authorize.ts'
import { mintV2Token } from '../../../fixtures/servers/v2/authorize.ts'
import { identify } from '../../../src/betty/identity.ts'
import type { World } from '../../support/bring-up.ts'
import type { Person } from './people.ts'

/** What a caller shows to each side; undefined for nothing. */
export interface Credentials {
  readonly v1: string | undefined
  readonly v2: string | undefined
}

/** The tokens that a login would give. */
export const tokensOf = async ({ secret }: World, person: Person): Promise<Credentials> => ({
  v1: await mintV1Token(secret, { user_id: person.v1Id, username: person.username }),
  v2: await mintV2Token(secret, { ...person, user_id: person.id }),
})

/** Tokens that nobody may come in with, of a person who may do everything. */
export async function badTokens(
  world: World,
  person: Person,
): Promise<readonly (readonly [what: string, tokens: Credentials])[]> {
  const { secret } = world
  const { id, v1Id, username, role, permissions } = person
  const claims = {
    v1: { user_id: Number(v1Id), username },
    v2: { user_id: id, username, role, permissions, project_access: ['*'] },
  }
  const now = Math.floor(Date.now() / 1000)
  const both = async (make: (claims: object) => Promise<string>): Promise<Credentials> => ({
    v1: await make(claims.v1),
    v2: await make(claims.v2),
  })
  const signed = (key: string, exp: number) =>
    both((held) =>
      new SignJWT({ ...held, iat: now - 7200, exp })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(key)),
    )
  const lasting = (held: object) =>
    new SignJWT({ ...held }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
  const changed = async (
    change: (head: string, claims: string, signature: string) => string,
  ): Promise<Credentials> => {
    const { v1 = '', v2 = '' } = await signed(secret, now + 600)
    const of = (token: string): string => {
      const [head = '', held = '', signature = ''] = token.split('.')
      return change(head, held, signature)
    }
    return { v1: of(v1), v2: of(v2) }
  }
  const nobody = { ...person, v1Id: 9223372036854775806n, id: identify('users', 9223372036854775806n) }
  return [
    ['no token', { v1: undefined, v2: undefined }],
    ['garbage', { v1: 'garbage', v2: 'garbage' }],
    ['an unsigned token', await both(async (held) => unsigned({ ...held, exp: now + 600 }))],
    ['a token without its signature', await changed((head, claims) => `${head}.${claims}.`)],
    ['a token that was changed', await changed((head, claims, rest) => `${head}.${longer(claims)}.${rest}`)],
    ['an expired token', await signed(secret, now - 60)],
    ['a token of another server', await signed(`${secret}!`, now + 600)],
    ['a token of a user who is not there', await tokensOf(world, nobody)],
    ['a token without an end', { v1: undefined, v2: await lasting({ ...claims.v2, iat: now }) }],
    [
      'a token before its time',
      { v1: undefined, v2: await lasting({ ...claims.v2, nbf: now + 600, exp: now + 1200 }) },
    ],
  ]
}

/** The same claims, valid for longer. */
function longer(claims: string): string {
  const held = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly exp: number }
  return Buffer.from(JSON.stringify({ ...held, exp: held.exp + 3600 })).toString('base64url')
}

const unsigned = (claims: object): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
