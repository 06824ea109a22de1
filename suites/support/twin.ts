import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningServer } from '../../fixtures/servers/serve.ts'
import { startServer } from '../../fixtures/servers/start-server.ts'
import { connectPostgres } from '../../src/databases/postgres/connect.ts'
import { copyDatabase } from '../../src/databases/sqlite/copy-database.ts'
import { makeTemporaryFolder } from '../../src/temporary-folder.ts'
import type { World } from './bring-up.ts'
import { fileStamp } from './file-stamp.ts'

export interface Twin {
  readonly world: World
  /** stops the servers and removes the copy of the file */
  close(): Promise<void>
}

/**
 * A copy of a rehearsed world that may be written to: its v1 file copied, its second v2 database, a server over each.
 * v1 waits for the disk when v2 does, so that writes can be compared.
 * @param start default: in this process
 */
export async function openTwin(
  original: World,
  databaseUrl: string,
  start: typeof startServer = startServer,
): Promise<Twin> {
  const folder = makeTemporaryFolder('twin')
  const { schema, secret } = original
  const servers: RunningServer[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const v1Path = join(folder, 'betty.db')
    await copyDatabase(original.v1Path, v1Path, () => undefined)
    const durable = await waitsForDisk(databaseUrl)
    const v1 = await start({ kind: 'v1', dbPath: v1Path, writable: true, durable, secret })
    servers.push(v1)
    const v2 = await start({ kind: 'v2', databaseUrl, schema, secret })
    servers.push(v2)
    const urls = { v1Url: v1.url, v2Url: v2.url, databaseUrl }
    return { world: { v1Path, v1Stamp: fileStamp(v1Path), schema, secret, ...urls }, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function waitsForDisk(databaseUrl: string): Promise<boolean> {
  const session = await connectPostgres(databaseUrl)
  try {
    const [row] = await session.query(
      "SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS waits",
    )
    return row?.waits === 't'
  } finally {
    await session.close()
  }
}
