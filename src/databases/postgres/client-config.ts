import type pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { MigrateError } from '../../errors.ts'

/**
 * What the driver takes from a connection URL. The driver's own parser leaves escapes such as `%3D` and `%2F` in the
 * name of the database as they are; here they are read.
 * @throws MigrateError `bad_setting`
 */
export function readClientConfig(url: string): pg.ClientConfig {
  try {
    const config = parseIntoClientConfig(url)
    const path = URL.parse(url)?.pathname.slice(1)
    return path ? { ...config, database: decodeURIComponent(path) } : config
  } catch (cause) {
    throw badUrl(cause)
  }
}

/** The parser shows the URL in some of its messages, and with it a password; what the system says of a file is shown. */
function badUrl(cause: unknown): MigrateError {
  const isOfFile = cause instanceof Error && 'syscall' in cause
  return new MigrateError(
    'bad_setting',
    `The URL of the PostgreSQL database cannot be used: ${isOfFile ? cause.message : 'a part of it cannot be read'}.`,
    isOfFile
      ? 'Correct the path that the URL gives (sslrootcert, sslcert, sslkey), or leave that part out.'
      : 'Write special characters percent-encoded: % itself is %25, @ is %40, / is %2F.',
    { cause },
  )
}
