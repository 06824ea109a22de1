import type pg from 'pg'
import { MigrateError } from '../../../errors.ts'
import { codeOf } from '../../postgres/explain-refusal.ts'
import { withClient } from '../connect.ts'
import { nameSession, tagOfDatabase } from '../lent-names.ts'
import { redactUrl } from '../redact-url.ts'
import type { Hold } from './messages.ts'
import { isAbandoned } from './tag.ts'

/** A server that is there already. Only the databases that were lent from it are cleared away. */
export const holdExternal: Hold<{ readonly kind: 'external'; readonly url: string }> = async (
  { url },
  tag,
  onRelease,
) => {
  const adminUrl = await findAdminUrl(url)
  await withClient(adminUrl, async (admin) => {
    await requireCreateDatabase(admin)
    await dropDatabases(admin, isAbandoned)
  })
  onRelease(() =>
    withClient(adminUrl, async (admin) => {
      await endSessions(admin, nameSession(tag))
      await dropDatabases(admin, (other) => other === tag)
    }),
  )
  return adminUrl
}

/** `postgres`, so that the database of the URL stays free to be a template; else the database of the URL. */
const findAdminUrl = async (url: string): Promise<string> => {
  const maintenance = URL.parse(url)
  if (!maintenance || !['postgres:', 'postgresql:'].includes(maintenance.protocol))
    throw new MigrateError(
      'bad_setting',
      `This is not a PostgreSQL connection URL: ${redactUrl(url)}`,
      'Write it as postgresql://user:password@host:port/database, with special characters percent-encoded.',
    )
  maintenance.pathname = '/postgres'
  try {
    await withClient(maintenance.href, async () => undefined)
    return maintenance.href
  } catch (error) {
    const isOnlyThisDatabase =
      error instanceof MigrateError && ['3D000', '42501', '28000'].includes(codeOf(error.cause) ?? '')
    if (!isOnlyThisDatabase) throw error
    return url
  }
}

const requireCreateDatabase = async (admin: pg.Client): Promise<void> => {
  const may = await admin.query<{ may: boolean; role: string }>(
    'SELECT rolcreatedb OR rolsuper AS may, rolname AS role FROM pg_roles WHERE rolname = current_user',
  )
  if (may.rows[0]?.may) return
  const role = may.rows[0]?.role ?? admin.user ?? ''
  throw new MigrateError(
    'provider_unavailable',
    `The role ${role} at ${admin.host}:${admin.port} may not create databases.`,
    `Let an administrator run: ALTER ROLE ${admin.escapeIdentifier(role)} CREATEDB`,
  )
}

/** A session whose client was killed still finishes the CREATE DATABASE it is at: end it, and wait for that. */
const endSessions = async (admin: pg.Client, name: string): Promise<void> => {
  await admin.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE application_name = $1 AND usename = current_user AND pid <> pg_backend_pid()`,
    [name],
  )
}

const dropDatabases = async (admin: pg.Client, whose: (tag: string) => boolean): Promise<void> => {
  const ours = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)',
  )
  for (const { datname } of ours.rows) {
    const tag = tagOfDatabase(datname)
    if (tag !== undefined && whose(tag))
      await admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(datname)} WITH (FORCE)`)
  }
}
