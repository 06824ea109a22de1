import type { TableComparison } from '../../compare/database-finding.ts'

/** A comparison that is being counted. */
export type Counts = { -readonly [Name in keyof TableComparison]: number }

export const noCounts = (): Counts => ({
  source: 0,
  equal: 0,
  different: 0,
  missing: 0,
  extra: 0,
  quarantined: 0,
  made_in_v2: 0,
})
