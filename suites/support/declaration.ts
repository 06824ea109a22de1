import { AsyncLocalStorage } from 'node:async_hooks'
import { betty } from '../../src/betty/index.ts'
import type { Migration } from '../../src/migration.ts'

const others = new AsyncLocalStorage<Migration>()

/** Runs work as if another migration had been declared: for the tests of the checks themselves. */
export const withDeclaration = <T>(other: Migration, work: () => Promise<T>): Promise<T> =>
  others.run(other, work)

/** What the suites judge by. */
export const declaration = (): Migration => others.getStore() ?? betty
