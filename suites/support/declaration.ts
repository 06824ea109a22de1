import { AsyncLocalStorage } from 'node:async_hooks'
import type { Migration } from '../../src/migration.ts'
import type { RecordDefinition } from '../../src/records/record.ts'
import { migration } from './configured.ts'

const others = new AsyncLocalStorage<Migration>()

/** Runs work as if another migration had been declared: for the tests of the checks themselves. */
export const withDeclaration = <T>(other: Migration, work: () => Promise<T>): Promise<T> =>
  others.run(other, work)

/** What the suites judge by. */
export const declaration = (): Migration => others.getStore() ?? migration

export function recordOf(source: string): RecordDefinition {
  const found = declaration().records.find((record) => record.source === source)
  if (found) return found
  throw new TypeError(`there is no record of "${source}"`)
}
