import { mintV1Token } from '../../fixtures/servers/v1/authorize.ts'
import { mintV2Token } from '../../fixtures/servers/v2/authorize.ts'
import { parseJson } from '../../src/json/json.ts'
import type { SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import type { Tokens } from './given.ts'

/** Signs tokens of a user who may read; ends the check as not run when v1 has nobody of that kind. */
export const mintTokens =
  (judge: Judge, secret: string) =>
  async (session: SqlSession): Promise<Tokens> => {
    const user =
      (await findReader(session)) ?? judge.notRun('v1 has no active user who may read, so nobody can ask')
    return {
      v1: await mintV1Token(secret, { user_id: user.v1Id, username: user.username }),
      v2: await mintV2Token(secret, { user_id: user.id, ...user }),
    }
  }

interface Reader {
  readonly id: string
  readonly v1Id: bigint
  readonly username: string
  readonly role: string
  readonly permissions: readonly string[]
}

async function findReader(session: SqlSession): Promise<Reader | undefined> {
  const [row] = await session.query(
    `SELECT id, v1_id, username, role, permissions FROM users
     WHERE is_active AND v1_id IS NOT NULL AND (role = 'admin' OR permissions ? 'knowledge:read')
     ORDER BY role = 'admin' DESC, v1_id LIMIT 1`,
  )
  if (!row) return undefined
  return {
    id: String(row.id),
    v1Id: BigInt(String(row.v1_id)),
    username: String(row.username),
    role: String(row.role),
    permissions: parseJson(String(row.permissions)) as readonly string[],
  }
}
