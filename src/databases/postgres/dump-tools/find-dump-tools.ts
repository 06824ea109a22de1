import { readConnection } from './connection-variables.ts'
import { findContainerTools } from './container-tools.ts'
import type { DumpTools } from './dump-tools.ts'
import { findHostTools } from './host-tools.ts'

/**
 * pg_dump, pg_restore and psql for the server of `url`: in a folder of PATH, where Debian has them, or in the
 * container that the server runs in; undefined if they are nowhere. All three must be of the server's own major
 * version: an older pg_dump refuses a newer server, and what a newer one writes an older server does not understand.
 * @throws MigrateError `postgres_unavailable` if the server is in a container and no connection can be made to it
 */
export const findDumpTools = async (url: string, serverMajor: number): Promise<DumpTools | undefined> => {
  const connection = readConnection(url)
  return (
    (await findHostTools(connection, serverMajor)) ?? (await findContainerTools(url, connection, serverMajor))
  )
}
