import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MigrateError } from '../errors.ts'

export interface Place {
  readonly host: string
  /** 0 takes a free one */
  readonly port: number
}

/**
 * Makes a server listen.
 * @returns its URL, such as `http://127.0.0.1:40123`, without a path
 * @throws MigrateError `bad_setting` when the port or the address cannot be had
 */
export async function listen(server: Server, { host, port }: Place): Promise<string> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrateError(
      'bad_setting',
      `Cannot serve on port ${port}: ${reason}.`,
      'Choose another port, or 0.',
      {
        cause: error,
      },
    )
  }
  const { port: actual } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
}

/** Takes no further connection, lets running requests end for so many milliseconds, then cuts them off. */
export async function closeGently(server: Server, grace: number): Promise<void> {
  const closed = once(server, 'close')
  const cut = setTimeout(() => server.closeAllConnections(), grace)
  server.close()
  // a connection whose last request ends from now on would otherwise be kept for the next one
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}
