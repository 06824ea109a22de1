/** The target gave no answer. `message` says why, for the client too: it names no host. */
export class TargetFailure extends Error {
  override readonly name = 'TargetFailure'
  readonly status: 502 | 503 | 504
  /** whether the target may have got the call */
  readonly mayHaveArrived: boolean

  constructor(status: 502 | 503 | 504, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
    this.mayHaveArrived = status !== 503
  }
}

/** Codes of a call that never left: no address, no way, nobody listening, no trust. */
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

export function failureOf(error: unknown): TargetFailure {
  const code = codeOf(error)
  return neverLeft.test(code)
    ? new TargetFailure(503, `the new API cannot be reached (${code})`, { cause: error })
    : new TargetFailure(502, `the connection to the new API broke (${code})`, { cause: error })
}

/** Several addresses of one name fail together. */
function codeOf(error: unknown): string {
  const one = error instanceof AggregateError ? error.errors[0] : error
  return one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : 'unknown'
}
