import { randomBytes } from 'node:crypto'
import { Background } from '../../fixtures/servers/shared/background.ts'
import { createV2App } from '../../fixtures/servers/v2/app.ts'
import type { V2Database } from '../../fixtures/servers/v2/database.ts'
import { findFold } from '../../fixtures/servers/v2/fold-case.ts'
import type { AskedStatement } from '../../src/databases/postgres/find-scans.ts'
import { stringifyJson } from '../../src/json/json.ts'
import { quoteIdentifier, type SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { mintTokens } from '../support/mint-tokens.ts'
import type { UsualCall } from './usual-calls.ts'

/** What the reference v2 server asked PostgreSQL to answer one call. */
export interface Recorded extends UsualCall {
  readonly status: number
  readonly statements: readonly AskedStatement[]
}

/**
 * Has the reference v2 server answer calls in this process, and writes down what it asks PostgreSQL. Each call is in a
 * transaction of its own that is rolled back, and that can only read unless the call writes.
 */
export async function recordStatements(
  judge: Judge,
  session: SqlSession,
  schema: string,
  calls: readonly UsualCall[],
): Promise<readonly Recorded[]> {
  const statements: AskedStatement[] = []
  const database = recordInto(statements, session, schema)
  const secret = randomBytes(32).toString('base64')
  const { v2: token } = await mintTokens(judge, secret)(session)
  const recorded: Recorded[] = []
  for (const usual of calls) {
    const background = new Background()
    const app = createV2App({ database, secret, background })
    await session.query(usual.writes ? 'BEGIN' : 'BEGIN READ ONLY')
    try {
      // whoever is registered there is not told of what does not last
      if (usual.writes) await session.query(`UPDATE ${database.name('webhooks')} SET active = false`)
      statements.length = 0
      const { status } = await app.fetch(requestOf(usual, token))
      await background.idle()
      recorded.push({ ...usual, status, statements: [...statements] })
    } finally {
      await session.query('ROLLBACK')
    }
  }
  return recorded
}

/** A database of the server that keeps what is asked of it, over one connection. */
function recordInto(statements: AskedStatement[], session: SqlSession, schema: string): V2Database {
  const silent: V2Database = {
    async query(sql, values = [], { settings = {} } = {}) {
      for (const setting of Object.entries(settings))
        await session.query('SELECT set_config($1, $2, true)', setting)
      return session.query(sql, values)
    },
    name: (relation) => `${quoteIdentifier(schema)}.${quoteIdentifier(relation)}`,
    fold: () => findFold(silent),
    close: async () => undefined,
  }
  return {
    ...silent,
    query(sql, values = [], options = {}) {
      statements.push({ sql, values })
      return silent.query(sql, values, options)
    },
  }
}

function requestOf({ call }: UsualCall, token: string): Request {
  const address = new URL(`http://localhost${call.path}`)
  for (const [name, value] of Object.entries(call.query)) address.searchParams.set(name, value)
  return new Request(address, {
    method: call.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(call.body !== undefined && { body: stringifyJson(call.body) }),
  })
}
