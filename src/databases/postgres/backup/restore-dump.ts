import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { MigrateError } from '../../../errors.ts'
import type { SqlSession } from '../../../schema/session.ts'
import type { DumpTools } from '../dump-tools/dump-tools.ts'
import { applyGrants } from './apply-grants.ts'
import { dumpName } from './backup-directory.ts'
import { prepareTarget } from './prepare-target.ts'
import { inPsqlTransaction, type PsqlSession } from './psql-session.ts'
import { requireEqual } from './require-equal.ts'
import type { RestoreOrder } from './restore-order.ts'
import { lookAt, settleSession } from './session-settings.ts'

/** Restores a dump; see `restoreBackup`. What makes room for it is tried out first, where refusals say more. */
export async function restoreDump(
  session: SqlSession,
  tools: DumpTools,
  { directory, manifest, overwrite, lockTimeout, onProgress }: RestoreOrder,
): Promise<readonly string[]> {
  const { schema } = manifest
  const statements = await tryOut(session, () => prepareTarget(session, schema, overwrite))
  const total = manifest.files[0]?.bytes ?? 0
  return inPsqlTransaction(tools, async (psql) => {
    await psql.query('SET TRANSACTION READ WRITE')
    await settleSession(psql, lockTimeout)
    for (const statement of statements) await psql.query(statement)
    const dump = readCounted(join(directory, dumpName), (done) =>
      onProgress?.(dumpName, done, total, 'bytes'),
    )
    await feedDump(tools, psql, schema, Readable.from(dump, { objectMode: false }))
    await settleSession(psql, lockTimeout)
    await lookAt(psql, schema)
    const notGranted = await applyGrants(psql, manifest.grants)
    await requireEqual(psql, manifest, onProgress)
    return notGranted
  })
}

async function tryOut<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN READ WRITE')
  try {
    return await work()
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}

async function* readCounted(path: string, onBytes: (done: number) => void): AsyncGenerator<Buffer> {
  let done = 0
  for await (const chunk of createReadStream(path)) {
    done += chunk.length
    onBytes(done)
    yield chunk
  }
}

/** Grants are not in it: those of roles that do not exist here would break it off. */
async function feedDump(tools: DumpTools, psql: PsqlSession, schema: string, input: Readable): Promise<void> {
  const options = ['--file=-', '--no-owner', '--no-acl', `--schema=${schema}`]
  const output = new PassThrough()
  const reading = tools.run('pg_restore', options, { input, output })
  reading.catch(() => output.destroy())
  try {
    await psql.feed(output)
  } catch (error) {
    if (!(error instanceof MigrateError)) await reading
    throw error
  }
  await reading
}
