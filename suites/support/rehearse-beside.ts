import { randomBytes } from 'node:crypto'
import { spawnServer } from '../../fixtures/servers/spawn-server.ts'
import { chooseProvider } from '../../src/databases/providers/choose-provider.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { Measures } from '../../src/readiness/measures.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { measuresOf } from './measures.ts'
import { raiseDatabase, schema } from './raise-database.ts'

/** A v2 that was made of the file of a v1 that is running. */
export interface V2Beside {
  readonly url: string
  readonly databaseUrl: string
  readonly measures: Partial<Measures>
  close(): Promise<void>
}

/**
 * Migrates the file into a disposable PostgreSQL and serves v2 over it.
 * @param secret with which v1 signs its tokens, if it is known
 */
export async function rehearseBeside(
  v1Path: string,
  secret: string | null,
  { postgres }: Settings,
  progress: Progress,
): Promise<V2Beside> {
  const provider = await chooseProvider(postgres)
  progress.say(`Rehearsing the migration of ${v1Path} beside the v1 that is running (${provider.name})`)
  const server = await provider.open()
  try {
    const { url: databaseUrl } = await server.lend()
    const raised = await raiseDatabase(v1Path, databaseUrl, progress)
    const signing = secret ?? randomBytes(32).toString('base64')
    const v2 = await spawnServer({ kind: 'v2', databaseUrl, schema, secret: signing })
    return {
      ...{ url: v2.url, databaseUrl },
      measures: measuresOf(raised),
      async close() {
        await v2.close()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  } finally {
    progress.end()
  }
}
