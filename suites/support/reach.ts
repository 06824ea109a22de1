import { connectPostgres } from '../../src/databases/postgres/connect.ts'
import { requireTables } from '../../src/databases/postgres/require-tables.ts'
import { MigrateError } from '../../src/errors.ts'
import type { TargetSettings } from '../../src/settings/target.ts'
import { migration } from './configured.ts'
import type { Absence } from './given.ts'
import { BadAnswer } from './http/bad-answer.ts'
import { type ClientOptions, createClient } from './http/client.ts'

/** The address of an API if anything answers there: what it answers is for the checks to judge. */
export async function reachApi(options: ClientOptions, path: string): Promise<string | Absence> {
  try {
    await createClient(options)({ path })
  } catch (error) {
    if (!(error instanceof BadAnswer)) return { cause: MigrateError.from(error).toReport() }
  }
  return options.url
}

/** The URL of a database if it has the tables of v2. */
export async function reachDatabase({ url, schema }: TargetSettings): Promise<string | Absence> {
  try {
    const session = await connectPostgres(url, schema)
    try {
      const tables = [...migration.records.map(({ target }) => target), 'projects', 'migration_quarantine']
      await requireTables(session, schema, tables)
      return url
    } finally {
      await session.close()
    }
  } catch (error) {
    const known = MigrateError.from(error)
    return known.code === 'schema_not_applied' ? { reason: known.message } : { cause: known.toReport() }
  }
}
