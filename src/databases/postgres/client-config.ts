import type pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'

/**
 * What the driver takes from a connection URL. The driver's own parser leaves escapes such as `%3D` and `%2F` in the
 * name of the database as they are; here they are read.
 */
export function readClientConfig(url: string): pg.ClientConfig {
  const config = parseIntoClientConfig(url)
  const path = URL.parse(url)?.pathname.slice(1)
  return path ? { ...config, database: decodeURIComponent(path) } : config
}
