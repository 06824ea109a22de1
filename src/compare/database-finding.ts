import { fingerprint } from '../readiness/finding.ts'

/** What can be found when a database is compared with what it should be; the names are fixed by cli.md. */
export const databaseFindingCodes = [
  'missing',
  'extra',
  'doubled',
  'value_differs',
  'dangling',
  'quarantine_differs',
  'sequence_behind',
  'schema_missing',
  'schema_extra',
  'schema_differs',
  'ledger_differs',
] as const

export type DatabaseFindingCode = (typeof databaseFindingCodes)[number]

/** One difference in a database. */
export interface DatabaseFinding {
  readonly code: DatabaseFindingCode
  /** of the target */
  readonly table: string
  /**
   * What of the table. A row: its v1 id, the slug of a project, the UUID of a row without a v1 id, `knowledge:42` in
   * the quarantine. Of the schema: an object such as `index users_email_key`. Empty for the table itself.
   */
  readonly key: string
  /** with the path inside of a JSON column, such as `metadata.tags`; absent if the whole is meant */
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
export function placeOf({ table, key, column }: DatabaseFinding): string {
  if (column === undefined) return [table, key].filter(Boolean).join(': ')
  return key === '' ? `${table}.${column}` : `${table}: ${key}, ${column}`
}

/** How one table fared; the names are fixed by cli.md. */
export interface TableComparison {
  /** what should be accounted for: rows of the v1 table, declared objects of the schema */
  readonly source: number
  readonly equal: number
  readonly different: number
  readonly missing: number
  readonly extra: number
  /** rows that belong into the quarantine */
  readonly quarantined: number
  /** rows that were added after the migration */
  readonly made_in_v2: number
}
