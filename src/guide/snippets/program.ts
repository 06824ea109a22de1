import type { Call } from '../../api/exchange.ts'
import type { Api } from '../../api/operation.ts'

/** Calls to one API, one after the other. */
export interface Program {
  readonly api: Api
  readonly calls: readonly Call[]
  readonly needsToken: boolean
}

/** Path and query of a call. */
export function targetOf({ path, query }: Call): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}
