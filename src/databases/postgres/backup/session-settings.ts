import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'

/** What would change how values or definitions are written, hide rows, or end a transaction that takes long. */
const settings = {
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  lc_monetary: 'C',
  xmloption: 'content',
  array_nulls: 'on',
  transform_null_equals: 'off',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  row_security: 'off',
  client_min_messages: 'warning',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
}

/** The same for every session of a backup or restore. Settings that this server does not have are left out. */
export async function settleSession(session: SqlSession, lockTimeout: number): Promise<void> {
  const values = Object.entries({ ...settings, lock_timeout: `${lockTimeout}` })
  const list = values.map(([name, value]) => `('${name}', '${value}')`).join(', ')
  await session.query(
    `SELECT set_config(name, value, false) FROM (VALUES ${list}) AS wanted(name, value)
     WHERE name IN (SELECT lower(s.name) FROM pg_settings s)`,
  )
}

/** Names are read and written without the schema from now on. */
export const lookAt = (session: SqlSession, schema: string) =>
  session.query(`SET search_path TO ${quoteIdentifier(schema)}, pg_temp`)
