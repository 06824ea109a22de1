import { rm } from 'node:fs/promises'
import { MigrateError } from '../../../errors.ts'
import { fingerprintOf } from '../../../schema/catalog/catalog-fingerprint.ts'
import { lookIntoSchema } from '../../../schema/enter-schema.ts'
import { defaultLimits } from '../../../schema/statement-limits.ts'
import { removeUnfinished } from '../../../unfinished.ts'
import { connectPostgres, type PostgresSession } from '../connect.ts'
import { dumpSchema } from '../dump-tools/dump-schema.ts'
import type { DumpTools } from '../dump-tools/dump-tools.ts'
import { findDumpTools } from '../dump-tools/find-dump-tools.ts'
import type { BackupRequest, BackupResult } from './backup.ts'
import { dumpName, makeBackupDirectory } from './backup-directory.ts'
import { saveRows } from './copy-rows.ts'
import { saveFile } from './data-files.ts'
import { explainTrouble } from './explain-trouble.ts'
import { holdSnapshot } from './hold-snapshot.ts'
import { type FileEntry, type Manifest, manifestFormat, manifestVersion } from './manifest.ts'
import { writeManifest } from './manifest-file.ts'
import { readGrants } from './read-grants.ts'
import { readServer } from './read-server.ts'
import { requirePlain } from './require-plain.ts'
import { settleSession } from './session-settings.ts'
import { readSurveyCatalog, type Survey, takeSurvey } from './survey.ts'
import { writeDdl } from './write-ddl.ts'

/**
 * Backs a schema up as it is at one moment, while others go on writing: by pg_dump, or by a snapshot of our own where
 * no pg_dump fits the server. What a backup that fails has written is removed.
 * @throws MigrateError `backup_failed` when it could not be written, or the schema holds what only pg_dump can back up;
 *   `privilege_missing`, `busy`, `postgres_unavailable`, `postgres_lost`, `bad_setting`
 */
export async function writeBackup(request: BackupRequest): Promise<BackupResult> {
  const { url, schema, into, onProgress } = request
  const session = await connectPostgres(url)
  let directory: string | undefined
  let settle: (() => void) | undefined
  try {
    await settleSession(session, request.lockTimeout ?? defaultLimits.lockTimeout)
    const { database, ...server } = await readServer(session)
    if (!(await lookIntoSchema(session, schema))) throw missing(schema, database)
    const tools = await chooseTools(request, server.major)
    const snapshot = await holdSnapshot(session, schema)
    const catalog = await readSurveyCatalog(session)
    if (tools === undefined) requirePlain(catalog, schema, server.major)
    const survey = await takeSurvey(session, catalog, onProgress)
    const createdAt = new Date()
    directory = await makeBackupDirectory(into, database, schema, createdAt)
    settle = removeUnfinished(directory)
    const manifest: Manifest = {
      format: manifestFormat,
      version: manifestVersion,
      createdAt: createdAt.toISOString(),
      tool: tools === undefined ? { kind: 'snapshot' } : { kind: 'pg_dump', version: tools.version },
      server,
      database,
      schema,
      fingerprint: fingerprintOf(catalog),
      ...survey,
      grants: [...(await readGrants(session))],
      ...(tools === undefined
        ? await saveSnapshot(session, directory, survey, onProgress)
        : { files: [await saveDump(tools, directory, schema, snapshot)] }),
    }
    await writeManifest(directory, manifest)
    return { directory, manifest }
  } catch (cause) {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true })
    throw explainTrouble(cause, `The schema "${schema}" could not be backed up`, 'There is no backup.')
  } finally {
    settle?.()
    await session.close() // and with it the transaction
  }
}

const missing = (schema: string, database: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `There is no schema "${schema}" in database "${database}".`,
    'Correct the name of the schema or of the database.',
  )

async function chooseTools({ url, tool }: BackupRequest, major: number): Promise<DumpTools | undefined> {
  if (tool === 'snapshot') return undefined
  const tools = await findDumpTools(url, major)
  if (tools !== undefined || tool === undefined) return tools
  throw new MigrateError(
    'backup_failed',
    `No pg_dump of version ${major} was found.`,
    `Install the client programs of PostgreSQL ${major} (Debian: postgresql-client-${major}).`,
  )
}

async function saveSnapshot(
  session: PostgresSession,
  directory: string,
  { catalog, tables }: Survey,
  onProgress: BackupRequest['onProgress'],
): Promise<Pick<Manifest, 'tables' | 'files' | 'ddl'>> {
  return {
    ...(await saveRows(session, directory, tables, onProgress)),
    ddl: await writeDdl(session, catalog),
  }
}

async function saveDump(
  tools: DumpTools,
  directory: string,
  schema: string,
  snapshot: string,
): Promise<FileEntry> {
  const { sink, saved } = saveFile(directory, dumpName)
  const dumping = dumpSchema(tools, { schema, snapshot, output: sink })
  dumping.catch(() => sink.destroy())
  const [entry] = await Promise.all([saved, dumping])
  return entry
}
