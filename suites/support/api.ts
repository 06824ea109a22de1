import type { Answer, Call } from '../../src/api/exchange.ts'
import { createClient } from './http/client.ts'
import { noteRetry } from './http/retries.ts'
import { systems } from './systems.ts'
import { guardWrites } from './writes.ts'

/** A call with what it has beside its path; `text` is sent as it is, in the place of a body. */
export type Asked = Partial<Call> & { readonly path: string; readonly text?: string }

/** Makes a call to a server, whichever it is, and tells what it answered. */
export type Api = (call: Asked) => Promise<Answer>

export interface ApiOptions {
  /** base, without the version prefix */
  readonly url: string
  readonly token?: string
  /** milliseconds */
  readonly timeout: number
}

/**
 * A server over HTTP, as the suites ask it. A rehearsal has nothing to retry; a running system that somebody uses is
 * never asked to change anything unless that is allowed.
 * @throws MigrateError `api_unreachable` when there was no answer
 * @throws BadAnswer when what came was no answer of an API
 */
export function createApi(options: ApiOptions): Api {
  const { kind, retries, allowWrites } = systems()
  if (kind === 'rehearsal') return createClient({ ...options, retries: 0 })
  const api = createClient({ ...options, retries, onRetry: noteRetry })
  return allowWrites ? api : guardWrites(api)
}
