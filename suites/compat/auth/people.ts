import { parseJson } from '../../../src/json/json.ts'
import { type Api, createApi } from '../../support/api.ts'
import type { World } from '../../support/bring-up.ts'
import { declaration } from '../../support/declaration.ts'
import { readOrigins, systems, withDatabase } from '../../support/systems.ts'
import { throughMapping } from '../../support/through-mapping.ts'
import { tokensOf } from './tokens.ts'

/** A migrated user. */
export interface Person {
  readonly id: string
  readonly v1Id: bigint
  readonly username: string
  readonly role: string
  readonly permissions: readonly string[]
}

/** Both sides as one person, each with a token of its own. */
export interface Visit {
  readonly person: Person
  readonly v1: Api
  readonly v2: Api
  readonly mapped: Api
}

/**
 * One user for every combination of role, permissions, being active, whether v1 said so in an odd way, and what of a
 * profile is missing, the most usual first, with tokens for both sides.
 */
export async function visitAsMany(world: World, most: number): Promise<readonly Visit[]> {
  const { timeout } = systems()
  const { people, origins } = await withDatabase(world, async (session) => ({
    people: await session.query(
      `SELECT DISTINCT ON (number, role, permissions, is_active, odd, missing) id, v1_id, username, role, permissions
       FROM (SELECT *, count(*) OVER (PARTITION BY role, permissions, is_active, odd, missing) AS number
             FROM (SELECT *, coalesce(profile #> '{migration,complement}' ?| '{role,permissions,active}', false) AS odd,
                     ARRAY[email IS NULL, NOT profile ? 'display_name', NOT profile ? 'preferences'] AS missing
                   FROM users WHERE v1_id IS NOT NULL) seen) counted
       ORDER BY number DESC, role, permissions, is_active, odd, missing, v1_id LIMIT ${most}`,
    ),
    origins: await readOrigins(session),
  }))
  return Promise.all(
    people.map(async (row) => {
      const person = {
        id: String(row.id),
        v1Id: BigInt(String(row.v1_id)),
        username: String(row.username),
        role: String(row.role),
        permissions: parseJson(String(row.permissions)) as readonly string[],
      }
      const { v1 = '', v2: v2Token = '' } = await tokensOf(world, person)
      const v2 = createApi({ url: world.v2Url, token: v2Token, timeout })
      return {
        person,
        v1: createApi({ url: world.v1Url, token: v1, timeout }),
        v2,
        mapped: throughMapping(v2, declaration().mappings, origins),
      }
    }),
  )
}
