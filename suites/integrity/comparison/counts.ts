export interface TableCounts {
  /** rows of the v1 table; projects: the slugs that landed items name */
  source: number
  equal: number
  different: number
  missing: number
  extra: number
  /** rows that belong into the quarantine */
  quarantined: number
  made_in_v2: number
}

export function noCounts(): TableCounts {
  return { source: 0, equal: 0, different: 0, missing: 0, extra: 0, quarantined: 0, made_in_v2: 0 }
}
