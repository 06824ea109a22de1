import { createOrigins } from '../../../src/betty/origins.ts'
import { type Api, createApi } from '../../support/api.ts'
import { declaration } from '../../support/declaration.ts'
import { has } from '../../support/given.ts'
import { readOrigins, systems, withDatabase } from '../../support/systems.ts'
import { throughMapping } from '../../support/through-mapping.ts'

/** Both sides as somebody who has no token yet, where a password is known. */
export interface Strangers {
  readonly login: ReturnType<typeof systems>['login']
  readonly v1: Api
  readonly v2: Api
  readonly mapped: Api
}

export async function meetStrangers(): Promise<Strangers> {
  const { login, timeout } = systems()
  const v1 = createApi({ url: login.world.v1Url, timeout })
  const v2 = createApi({ url: login.world.v2Url, timeout })
  const knowsDatabase = has(login.world, 'databaseUrl')
  const origins = knowsDatabase ? await withDatabase(login.world, readOrigins) : createOrigins()
  return { login, v1, v2, mapped: throughMapping(v2, declaration().mappings, origins) }
}

/** Who can log in: the password of all of them is known. */
export const namesOf = ({
  login: { username, others = [] },
}: Pick<Strangers, 'login'>): readonly string[] => [username, ...others]

export const loginPath = { v1: '/api/v1/auth/login', v2: '/api/v2/auth/login' } as const
