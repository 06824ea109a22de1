import { permissions, roles } from '../../../src/betty/vocabulary.ts'
import { differences } from '../../../src/compare/differences.ts'
import { isJsonObject, type Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { systems } from '../../support/systems.ts'
import { dataOf, describeCall, listOf, report } from '../answers.ts'
import { compareAccess } from './access.ts'
import { type Visit, visitAsMany } from './people.ts'

const most = 40

/** Profiles of users of every role and every set of permissions, and which doors are open to them. */
export async function compareRights(judge: Judge): Promise<void> {
  const visits = await visitAsMany(systems().world, most)
  if (visits.length === 0) judge.notRun('no user of v1 is in v2')
  await mapAtOnce(visits, (visit) => compareVisit(judge, visit))
  judge.looked(visits.length, 'users')
}

async function compareVisit(judge: Judge, { person, v1, mapped }: Visit): Promise<void> {
  const path = '/api/v1/users/profile'
  const [before, after] = [await v1({ path }), await mapped({ path })]
  const place = `$ user ${person.v1Id}`
  compareAccess(judge, `GET ${path} ${place}`, before, after)
  if (before.status === 200 && after.status === 200)
    report(judge, { path }, differences(known(dataOf(before)), dataOf(after), place))
  for (const call of protectedCalls)
    compareAccess(judge, `${describeCall(call)} ${place}`, await v1(call), await mapped(call))
}

/** Each asks for a right of its own. The body is not one that could be added, so nothing is written. */
const protectedCalls = [
  { path: '/api/v1/knowledge/list', query: { limit: '1' } },
  { path: '/api/v1/search', query: { q: 'a', limit: '1' } },
  { path: '/api/v1/knowledge/9223372036854775806' },
  { method: 'POST', path: '/api/v1/knowledge/add', body: {} },
]

/** A profile with the words that grant something: an unknown role or permission of v1 gives no right in v2, and is not shown. */
function known(profile: Json): Json {
  if (!isJsonObject(profile)) return profile
  const { role, permissions: granted } = profile
  return {
    ...profile,
    role: Object.hasOwn(roles.up, String(role)) ? (role ?? null) : 'guest',
    permissions: listOf(granted ?? null).filter((word) => Object.hasOwn(permissions.up, String(word))),
  }
}
