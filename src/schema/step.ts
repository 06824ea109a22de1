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
  readonly up: readonly string[]
  readonly down: readonly string[]
  /** each statement yields one row with one boolean, true when the step is in place */
  readonly verify: readonly string[]
}
