import { hostname } from 'node:os'
import pg from 'pg'
import { MigrateError } from '../../errors.ts'
import type { SqlRow, SqlSession } from '../../schema/session.ts'
import { readClientConfig } from './client-config.ts'
import { codeOf, explainRefusal } from './explain-refusal.ts'

/** A connection of our own to PostgreSQL; every value comes back as the server's text. */
export interface PostgresSession extends SqlSession {
  /** the driver's client, for COPY streams and cursors */
  readonly client: pg.Client
  close(): Promise<void>
}

/** So that people find the process behind a session. PostgreSQL cuts it off at 63 bytes. */
const programName = `betty-migrate, process ${process.pid} on ${hostname()}`

const textOnly = { getTypeParser: () => (value: string) => value }

/**
 * @param schema put first in `search_path` when given
 * @throws MigrateError `postgres_unavailable` when no connection can be made
 */
export async function connectPostgres(url: string, schema?: string): Promise<PostgresSession> {
  const client = new pg.Client({
    ...readClientConfig(url),
    application_name: programName,
    connectionTimeoutMillis: 10_000,
    types: textOnly as unknown as pg.CustomTypesConfig,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query("SET timezone TO 'UTC'; SET datestyle TO 'ISO'; SET extra_float_digits TO 1")
    if (schema !== undefined) await client.query(`SET search_path TO ${client.escapeIdentifier(schema)}`)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw explainRefusal('postgres_unavailable', error, client)
  }
  return {
    client,
    async query(sql, parameters) {
      try {
        const result = await client.query(sql, parameters as unknown[])
        return result.rows as SqlRow[]
      } catch (error) {
        throw asLost(error)
      }
    },
    close: () => client.end().catch(() => undefined),
  }
}

/** SQLSTATE classes 08 and 57P, and the socket errors of a server that went away. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error) ?? ''
  if (/^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code))
    return true
  return error instanceof Error && /Connection terminated|not queryable|Client was closed/.test(error.message)
}

export function asLost(error: unknown): unknown {
  if (error instanceof MigrateError || !isConnectionLoss(error)) return error
  return new MigrateError(
    'postgres_lost',
    `The connection to PostgreSQL was lost: ${error instanceof Error ? error.message : String(error)}.`,
    'Bring the server back, then start the same command again.',
    { cause: error },
  )
}
