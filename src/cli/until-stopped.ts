import { once } from 'node:events'

/** Waits for Ctrl-C or SIGTERM. A second signal ends the process at once, as it does without a listener. */
export async function untilStopped(): Promise<void> {
  const heard = new AbortController()
  try {
    await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, { signal: heard.signal })))
  } finally {
    heard.abort()
  }
}
