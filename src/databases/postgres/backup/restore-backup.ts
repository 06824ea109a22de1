import { MigrateError } from '../../../errors.ts'
import { withMigrationLock } from '../../../schema/migration-lock.ts'
import { quoteIdentifier, type SqlSession } from '../../../schema/session.ts'
import { defaultLimits } from '../../../schema/statement-limits.ts'
import { connectPostgres } from '../connect.ts'
import type { DumpTools } from '../dump-tools/dump-tools.ts'
import { findDumpTools } from '../dump-tools/find-dump-tools.ts'
import type { RestoreRequest, RestoreResult } from './backup.ts'
import { findBackup } from './backup-directory.ts'
import { checkFiles } from './data-files.ts'
import { explainTrouble } from './explain-trouble.ts'
import type { Manifest } from './manifest.ts'
import { readManifest } from './manifest-file.ts'
import { readServer } from './read-server.ts'
import { restoreDump } from './restore-dump.ts'
import { restoreSnapshot } from './restore-snapshot.ts'
import { settleSession } from './session-settings.ts'

/**
 * Brings a backup back, in one transaction: at any failure, and if this process is killed, the database stays as it
 * was. The backup is checked before anything is touched, and what was restored is compared with its manifest before it
 * is committed. Everything restored belongs to the connected role. No migrator of ours runs meanwhile.
 * @throws MigrateError `backup_damaged`, `target_not_empty`, `backup_failed`, `privilege_missing`, `busy`, `bad_setting`,
 *   `postgres_unavailable`, `postgres_lost`
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoreResult> {
  const directory = await findBackup(request.from)
  const manifest = await readManifest(directory)
  const { schema } = manifest
  if (request.schema !== undefined && request.schema !== schema)
    throw otherSchema(directory, schema, request.schema)
  await checkFiles(directory, manifest.files)
  const lockTimeout = request.lockTimeout ?? defaultLimits.lockTimeout
  const session = await connectPostgres(request.url)
  try {
    await settleSession(session, lockTimeout)
    const server = await readServer(session)
    if (server.major < manifest.server.major) throw tooOld(manifest, server.version)
    const tools =
      manifest.tool.kind === 'pg_dump' ? await requireTools(request.url, directory, server.major) : undefined
    const { onWait, overwrite, onProgress } = request
    const lock = { schema, lockTimeout, ...(onWait && { onWait }) }
    return await withMigrationLock(session, lock, async () => {
      const order = { directory, manifest, overwrite, lockTimeout, ...(onProgress && { onProgress }) }
      const notGranted = tools
        ? await restoreDump(session, tools, order)
        : await restoreSnapshot(session, order)
      await analyze(session, manifest)
      return { directory, manifest, notGranted }
    })
  } catch (cause) {
    throw explainTrouble(cause, `The backup ${directory} could not be restored`, 'The database is as it was.')
  } finally {
    await session.close()
  }
}

/** New tables have no statistics, without which the first queries are slow. */
async function analyze(session: SqlSession, { schema, tables }: Manifest): Promise<void> {
  const names = tables.map(({ name }) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`)
  // all is restored: the server's own daemon can do this as well
  if (names.length > 0) await session.query(`ANALYZE ${names.join(', ')}`).catch(() => undefined)
}

async function requireTools(url: string, directory: string, major: number): Promise<DumpTools> {
  const tools = await findDumpTools(url, major)
  if (tools !== undefined) return tools
  throw new MigrateError(
    'backup_failed',
    `The backup ${directory} was made by pg_dump, and no pg_restore and psql of version ${major}, that of the server, were found.`,
    `Install the client programs of PostgreSQL ${major} (Debian: postgresql-client-${major}), then start the same command again.`,
  )
}

const otherSchema = (directory: string, schema: string, given: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `The backup ${directory} is of the schema "${schema}", and cannot be restored into "${given}".`,
    `Restore it into the schema "${schema}", of this or of another database.`,
  )

const tooOld = ({ server }: Manifest, version: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `The backup was made on PostgreSQL ${server.version}, and this server is older: ${version}.`,
    `Restore it on PostgreSQL ${server.major} or later.`,
  )
