import { MigrateError } from '../../../src/errors.ts'

/** Nothing of the call can have been done: no connection came about. */
const neverSent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** As OpenSSL and Node name what they do not trust. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS/

const timedOut = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError'

/** The code of the system or of TLS behind an error of `fetch`, which may have tried several addresses. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = (first as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Whether the same call may be made again: a name that is none, or a certificate, will not change. */
export function mayRetry(error: unknown, isRead: boolean): boolean {
  const code = codeOf(error)
  if (timedOut(error) || code === 'ENOTFOUND' || untrusted.test(code)) return false
  return isRead || neverSent.includes(code)
}

export function unreachable(address: URL, timeout: number, error: unknown): MigrateError {
  const code = codeOf(error)
  const isUntrusted = untrusted.test(code)
  return new MigrateError(
    'api_unreachable',
    timedOut(error)
      ? `${address.origin} does not answer within ${timeout / 1000} s.`
      : isUntrusted
        ? `The certificate of ${address.origin} is not trusted: ${reasonOf(error)} (${code}).`
        : `${address.origin} does not answer: ${reasonOf(error)}.`,
    isUntrusted
      ? 'Name the file of the authority that signed it in NODE_EXTRA_CA_CERTS, or correct the certificate.'
      : 'Check that the server is running, that its address is right, and whether it needs a longer time limit.',
    { cause: error },
  )
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  const text = first instanceof Error ? first.message : ''
  return text || (error instanceof Error ? error.message : String(error))
}
