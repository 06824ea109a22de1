import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../fixtures/servers/start-server.ts'
import { mintV1Token } from '../../fixtures/servers/v1/authorize.ts'
import { hashPassword } from '../../fixtures/servers/v1/test-file.ts'
import { mintV2Token } from '../../fixtures/servers/v2/authorize.ts'
import { identify } from '../betty/identity.ts'
import { betty } from '../betty/index.ts'
import { connectPostgres, type PostgresSession } from '../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import { openSqliteSource } from '../databases/sqlite/sqlite-source.ts'
import { applySteps } from '../schema/apply-steps.ts'
import { changeV1, writeV1 } from './conversion.testing.ts'
import { convertRows } from './convert-rows.ts'

const schema = 'public'
const secret = 'a secret of the tests'

const ada = {
  id: 7n,
  username: 'ada',
  email: 'ada@example.org',
  password_hash: hashPassword('correct horse battery staple'),
  permissions: '["read","write","delete"]',
  display_name: 'Ada',
  preferences: '{"theme":"dark"}',
}

const item = {
  id: 42n,
  title: 'Compost',
  content: 'Turn it every month. Feeding the soil.',
  type: 'note',
  tags: 'garden,soil',
  metadata: '{"source_url":"https://example.org/compost","importance":"high"}',
  user_id: 7n,
}

export interface Side {
  /** without the version prefix */
  readonly url: string
  /** of the user 7, `ada` */
  readonly token: string
}

export interface TwoServers {
  readonly folder: string
  readonly v1: Side
  readonly v2: Side
  /** over the v2 database */
  readonly session: PostgresSession
  /** Gives both sides the item 42 alone, as it was. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** Both reference servers over one user and one item: the v1 file, and the database it was migrated into. */
export async function openTwoServers(): Promise<TwoServers> {
  const folder = mkdtempSync(join(tmpdir(), 'betty-two-'))
  const path = join(folder, 'v1.db')
  writeV1(path, { users: [ada], knowledge: [item] })
  const postgres = await createEmbeddedProvider().open()
  const database = await postgres.lend()
  const session = await connectPostgres(database.url, schema)
  await applySteps(session, { schema, steps: betty.schema })
  await convert(path, session)
  const v1 = await startServer({ kind: 'v1', dbPath: path, secret, writable: true })
  const v2 = await startServer({ kind: 'v2', databaseUrl: database.url, schema, secret })
  const owner = { user_id: identify('users', 7n), username: 'ada', role: 'user', permissions: [] }
  return {
    folder,
    v1: { url: v1.url, token: await mintV1Token(secret, { user_id: 7, username: 'ada' }) },
    v2: { url: v2.url, token: await mintV2Token(secret, owner) },
    session,
    reset: () => reset(path, session),
    async close() {
      await session.close()
      await v1.close()
      await v2.close()
      await postgres.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function convert(path: string, session: PostgresSession): Promise<void> {
  const source = openSqliteSource(
    path,
    betty.records.map((record) => record.source),
  )
  await convertRows(session, source, betty, { schema })
  source.close()
}

async function reset(path: string, session: PostgresSession): Promise<void> {
  changeV1(path, 'DELETE FROM knowledge')
  const columns = Object.keys(item)
  changeV1(
    path,
    `INSERT INTO knowledge (${columns}, project_id, created_at, updated_at)
     VALUES (${columns.map(() => '?')}, 'default', '2024-01-01 00:00:00', '2024-01-01 00:00:00')`,
    ...Object.values(item),
  )
  await session.query('DELETE FROM knowledge_items WHERE v1_id IS DISTINCT FROM 42')
  await session.query(
    `UPDATE knowledge_items SET status = 'active', title = 'Compost', content = 'Turn it every month. Feeding the soil.',
       knowledge_type = 'document', updated_at = created_at, metadata = $1`,
    [
      JSON.stringify({
        tags: ['garden', 'soil'],
        source_info: { url: 'https://example.org/compost' },
        priority: 3,
        migration: { from: 'v1', v1_id: 42, complement: { type: 'note' } },
      }),
    ],
  )
}
