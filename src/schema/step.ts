/** An index, so that it can be built with its table locked, or beside writers (`CONCURRENTLY`). */
export interface IndexBuild {
  readonly name: string
  readonly table: string
  readonly unique?: boolean
  /** what follows the table's name in `CREATE INDEX`, such as `(lower(email)) WHERE email IS NOT NULL` */
  readonly on: string
}

export type Statement = string | IndexBuild

/**
 * One named change of the target schema, with its way back. Plain data: plan, apply, verify and roll back read it.
 * SQL names its objects unqualified; the migrator sets `search_path` to the target schema.
 */
export interface Step {
  readonly name: string
  readonly description: string
  /** the version of the target that first needs this step */
  readonly version: string
  /** names of the steps that must be applied before */
  readonly needs: readonly string[]
  /** `tables` come before a bulk load, `indexes` (keys, foreign keys and indexes) are cheaper after it */
  readonly phase: 'tables' | 'indexes'
  readonly up: readonly Statement[]
  readonly down: readonly string[]
  /** each statement yields one row with one boolean, true when the step is in place */
  readonly verify: readonly string[]
}

/** A statement as SQL, without a semicolon. */
export const toSql = (statement: Statement, concurrently = false): string =>
  typeof statement === 'string' ? statement : createIndex(statement, concurrently)

const createIndex = ({ name, table, unique, on }: IndexBuild, concurrently: boolean): string =>
  `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${name} ON ${table} ${on}`

/** The indexes of a step that does nothing but build indexes; empty for every other step. */
export function indexesOf(step: Step): readonly IndexBuild[] {
  const builds = step.up.filter((statement) => typeof statement !== 'string')
  return builds.length === step.up.length ? builds : []
}
