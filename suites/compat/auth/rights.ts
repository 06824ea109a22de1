import { mintV1Token } from '../../../fixtures/servers/v1/authorize.ts'
import { mintV2Token } from '../../../fixtures/servers/v2/authorize.ts'
import type { Answer } from '../../../src/api/exchange.ts'
import { betty } from '../../../src/betty/index.ts'
import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Vocabulary } from '../../../src/records/codecs/word.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import type { World } from '../../support/bring-up.ts'
import { readOrigins, withDatabase } from '../../support/systems.ts'
import { throughMapping } from '../../support/through-mapping.ts'
import { memberOf, report } from '../answers.ts'

const sampled = 60

/**
 * Asks both sides for the profile of many users, each with a token of its own. An unknown role or permission of
 * v1 gives no right in v2; a user who is refused by one side is refused by the other.
 */
export async function compareRights(
  judge: Judge,
  world: World,
  timeout: number,
  words: { readonly roles: Vocabulary; readonly permissions: Vocabulary },
): Promise<void> {
  const path = '/api/v1/users/profile'
  const { users, origins } = await withDatabase(world, async (session) => ({
    users: await session.query(
      `SELECT id, v1_id, username FROM users WHERE v1_id IS NOT NULL ORDER BY md5(v1_id::text) LIMIT ${sampled}`,
    ),
    origins: await readOrigins(session),
  }))
  if (users.length === 0) judge.notApplicable('no user of v1 is in v2')
  for (const { id, v1_id: v1Id, username } of users) {
    const user = { user_id: BigInt(String(v1Id)), username: String(username) }
    const v1 = createApi({ url: world.v1Url, token: await mintV1Token(world.secret, user), timeout })
    const token = await mintV2Token(world.secret, {
      user_id: String(id),
      username: user.username,
      role: 'viewer',
      permissions: [],
    })
    const mapped = throughMapping(createApi({ url: world.v2Url, token, timeout }), betty.mappings, origins)
    const [before, after] = [await v1({ path }), await mapped({ path })]
    judge.looked(1, 'users')
    const given = memberOf(before.body, 'data')
    const expected = {
      status: before.status,
      role: knownRole(words.roles, given),
      permissions: knownPermissions(words.permissions, given),
    }
    const found = memberOf(after.body, 'data')
    const actual = {
      status: after.status,
      role: knownRole(words.roles, found),
      permissions: knownPermissions(words.permissions, found),
    }
    report(judge, { path }, differences(expected, actual, `$ user ${v1Id}`))
    for (const call of protectedCalls) {
      const [allowed, allowedNow] = [accessOf(await v1(call)), accessOf(await mapped(call))]
      judge.looked(1, 'calls')
      report(judge, call, differences(allowed, allowedNow, `$ user ${v1Id}`))
    }
  }
}

/** Each asks for a right of its own. The body is not one that could be added, so nothing is written. */
const protectedCalls = [
  { path: '/api/v1/knowledge/list', query: { limit: '1' } },
  { path: '/api/v1/search', query: { q: 'a', limit: '1' } },
  { path: '/api/v1/knowledge/9223372036854775806' },
  { method: 'POST', path: '/api/v1/knowledge/add', body: {} },
]

const accessOf = ({ status }: Answer): string =>
  status === 401 ? 'not known' : status === 403 ? 'not allowed' : 'allowed'

function knownRole(roles: Vocabulary, profile: Json): Json {
  const role = memberOf(profile, 'role')
  return typeof role === 'string' && !Object.hasOwn(roles.up, role) ? 'guest' : role
}

function knownPermissions(permissions: Vocabulary, profile: Json): Json {
  const granted = memberOf(profile, 'permissions')
  if (!Array.isArray(granted)) return granted
  return granted
    .map((word) => String(word).trim().toLowerCase())
    .filter((word) => Object.hasOwn(permissions.up, word))
    .sort()
}
