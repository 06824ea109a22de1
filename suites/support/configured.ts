import type { RecordDefinition } from '../../src/records/record.ts'
import { configure } from '../../src/settings/configure.ts'

/** What the configuration makes of BETTY. One that cannot be loaded is told by the set-up, and then no check is tried. */
export const { migration, rubric, file } = await configure().catch(() => configure(''))

export function recordOf(source: string): RecordDefinition {
  const found = migration.records.find((record) => record.source === source)
  if (found) return found
  throw new TypeError(`there is no record of "${source}"`)
}
