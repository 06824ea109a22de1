import { test as base } from 'vitest'
import { createJudge, Stop } from '../../src/vitest/judge.ts'
import type { Api } from './api.ts'
import { type Apis, openApis, type Systems, systems } from './systems.ts'

export interface Fixtures {
  /** what is judged: a rehearsal, or the systems that the environment names */
  readonly judged: Systems
  /** both APIs, and v2 through the mappings, asked as a user who may read */
  readonly apis: Apis
  readonly v1: Api
  readonly v2: Api
  /** v2 in the form of v1 */
  readonly mapped: Api
}

/** Vitest's `test` with the systems that the global setup `betty-migrate/setup` has brought up. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from the pattern
  judged: async ({}, use) => use(systems()),
  apis: async ({ skip }, use) => use(await openOrSkip(skip)),
  v1: async ({ apis }, use) => use(apis.v1),
  v2: async ({ apis }, use) => use(apis.v2),
  mapped: async ({ apis }, use) => use(apis.mapped),
})

/** A system that is not there is no fault of the test. */
async function openOrSkip(skip: (reason: string) => never): Promise<Apis> {
  const judge = createJudge('fixture')
  try {
    return await openApis(judge)
  } catch (error) {
    if (error instanceof Stop) skip(error.message)
    throw error
  }
}
