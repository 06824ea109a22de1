import { beforeAll, beforeEach } from 'vitest'
import { betty } from '../betty/index.ts'
import { connectPostgres, type PostgresSession } from '../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { applySteps } from '../schema/apply-steps.ts'

interface Copy {
  /** one for each test */
  readonly database: LentDatabase
  /** looks into the schema */
  readonly session: PostgresSession
  /** a further one */
  lend(): Promise<LentDatabase>
}

/**
 * For the tests of a file: each has a copy of a database that was filled once for all of them.
 * @param fill left out: the tables of BETTY, without rows
 */
export function lendCopies({
  schema = 'public',
  fill = (url: string): Promise<unknown> => applyBetty(url, schema),
} = {}): Copy {
  let server: PostgresServer
  let filled: LentDatabase
  let database: LentDatabase
  let session: PostgresSession
  const lend = () => server.lend({ template: filled })

  beforeAll(async () => {
    server = await createEmbeddedProvider().open()
    filled = await server.lend()
    await fill(filled.url)
    return () => server.close()
  })
  beforeEach(async () => {
    database = await lend()
    session = await connectPostgres(database.url, schema)
    return async () => {
      await session.close()
      await database.giveBack()
    }
  })
  return {
    get database() {
      return database
    },
    get session() {
      return session
    },
    lend,
  }
}

async function applyBetty(url: string, schema: string): Promise<void> {
  const session = await connectPostgres(url)
  await applySteps(session, { schema, steps: betty.schema })
  await session.close()
}
