/** Whose fault an error is; it decides the exit code (readiness.md: 2 usage, 3 unreachable, 4 harness). */
export type Fault = 'usage' | 'unreachable' | 'harness'

const faultOf = {
  bad_setting: 'usage',
  source_missing: 'usage',
  source_not_a_file: 'usage',
  source_empty: 'usage',
  source_not_sqlite: 'usage',
  source_unreadable: 'usage',
  source_changed: 'usage',
  source_not_v1: 'usage',
  source_damaged: 'usage',
  definition_invalid: 'usage',
  schema_changed: 'usage',
  schema_not_applied: 'usage',
  step_failed: 'usage',
  privilege_missing: 'usage',
  rows_would_be_lost: 'usage',
  backup_failed: 'usage',
  backup_damaged: 'usage',
  target_not_empty: 'usage',
  too_many_quarantined: 'usage',
  nothing_selected: 'usage',
  shard_missing: 'usage',
  postgres_unavailable: 'unreachable',
  postgres_lost: 'unreachable',
  api_unreachable: 'unreachable',
  provider_unavailable: 'unreachable',
  busy: 'unreachable',
  workers_lost: 'unreachable',
  run_left: 'unreachable',
  internal: 'harness',
} as const satisfies Record<string, Fault>

/** Stable names of the errors that end a command. */
export type ErrorCode = keyof typeof faultOf

/** Every code, with the fault it stands for. */
export const errorFaults: Readonly<Record<ErrorCode, Fault>> = faultOf

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(faultOf, code)

export const exitCodeOf: Readonly<Record<Fault, number>> = { usage: 2, unreachable: 3, harness: 4 }

/** What an error looks like after it crossed a process border. Plain values only. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly fault: Fault
  readonly message: string
  readonly next: string
}

/**
 * The one root of errors that mean "cannot continue".
 * `message` says what happened and where, `next` what to do about it. Neither may hold a secret.
 */
export class MigrateError extends Error {
  override readonly name = 'MigrateError'
  readonly code: ErrorCode
  readonly fault: Fault
  readonly next: string

  constructor(code: ErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.fault = faultOf[code]
    this.next = next
  }

  get exitCode(): number {
    return exitCodeOf[this.fault]
  }

  toReport(): ErrorReport {
    return { code: this.code, fault: this.fault, message: this.message, next: this.next }
  }

  /** The report in what is left of a MigrateError behind a process border; undefined for any other value. */
  static readReport(value: unknown): ErrorReport | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    const { name, code, message, next } = value as Record<string, unknown>
    if (name !== 'MigrateError' || !isErrorCode(code)) return undefined
    return { code, fault: faultOf[code], message: String(message), next: String(next) }
  }

  static fromReport(report: ErrorReport): MigrateError {
    return new MigrateError(report.code, report.message, report.next)
  }

  /** Any thrown value as a MigrateError; what is not one already becomes `internal`. */
  static from(thrown: unknown): MigrateError {
    if (thrown instanceof MigrateError) return thrown
    const text = thrown instanceof Error ? thrown.message : String(thrown)
    return new MigrateError(
      'internal',
      text,
      'This is a defect of betty-migrate; please report it with the log.',
      {
        cause: thrown,
      },
    )
  }
}
