import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningServer } from '../../fixtures/servers/serve.ts'
import { startServer } from '../../fixtures/servers/start-server.ts'
import { copyDatabase } from '../../src/databases/sqlite/copy-database.ts'
import type { World } from './bring-up.ts'
import { fileStamp } from './file-stamp.ts'

export interface Twin {
  readonly world: World
  /** stops the servers and removes the copy of the file */
  close(): Promise<void>
}

/** A copy of a rehearsed world that may be written to: its v1 file copied, its second v2 database, a server of this process over each. */
export async function openTwin(original: World, databaseUrl: string): Promise<Twin> {
  const folder = await mkdtemp(join(tmpdir(), 'betty-twin-'))
  const { schema, secret } = original
  const servers: RunningServer[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const v1Path = join(folder, 'betty.db')
    await copyDatabase(original.v1Path, v1Path, () => undefined)
    const v1 = await startServer({ kind: 'v1', dbPath: v1Path, writable: true, secret })
    servers.push(v1)
    const v2 = await startServer({ kind: 'v2', databaseUrl, schema, secret })
    servers.push(v2)
    const urls = { v1Url: v1.url, v2Url: v2.url, databaseUrl }
    return { world: { v1Path, v1Stamp: fileStamp(v1Path), schema, secret, ...urls }, close }
  } catch (error) {
    await close()
    throw error
  }
}
