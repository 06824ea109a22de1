import { fingerprint } from '../readiness/finding.ts'

/** What can be found when a database is compared with what it should be; the names are fixed by cli.md. */
export type DatabaseFindingCode = 'schema_missing' | 'schema_extra' | 'schema_differs' | 'ledger_differs'

/** One difference in a database. */
export interface DatabaseFinding {
  readonly code: DatabaseFindingCode
  readonly table: string
  /** what of the table: an object such as `index users_email_key`; empty for the table itself */
  readonly key: string
  readonly column?: string
  readonly expected?: string
  readonly actual?: string
  /** worth knowing, and no fault */
  readonly info?: true
  /** 12 hex digits of code and place: the same in every run */
  readonly fingerprint: string
}

export const createDatabaseFinding = (finding: Omit<DatabaseFinding, 'fingerprint'>): DatabaseFinding => ({
  ...finding,
  fingerprint: fingerprint(finding.code, finding.table, finding.key, finding.column ?? null),
})

/** Where it is, for people. */
export const placeOf = ({ table, key, column }: DatabaseFinding): string =>
  column === undefined ? [table, key].filter(Boolean).join(': ') : `${table}.${column}`

/** How one table fared; the names are fixed by cli.md. */
export interface TableComparison {
  readonly source: number
  readonly equal: number
  readonly different: number
  readonly missing: number
  readonly extra: number
  readonly quarantined: number
  readonly made_in_v2: number
}
