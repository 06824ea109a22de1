import { betty } from '../../src/betty/index.ts'
import { connectPostgres } from '../../src/databases/postgres/connect.ts'
import { postgresTarget } from '../../src/databases/postgres/postgres-target.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { RecordTarget } from '../../src/records/ports.ts'
import { type TransferResult, transfer } from '../../src/records/transfer.ts'
import { applySteps } from '../../src/schema/apply-steps.ts'
import { openV1File } from './v1-file.ts'

export const schema = 'public'

const bounds = { rows: 5000, bytes: 16 << 20 }

export interface DatabaseSpoiler {
  /** put between the converter and PostgreSQL */
  target?(target: RecordTarget): RecordTarget
}

/** Migrates a v1 file into an empty database: tables, rows, then keys and indexes. */
export async function raiseDatabase(
  v1Path: string,
  databaseUrl: string,
  progress?: Progress,
  spoiler: DatabaseSpoiler = {},
): Promise<{ readonly result: TransferResult /** without the tables */; readonly seconds: number }> {
  const source = openV1File(v1Path)
  const session = await connectPostgres(databaseUrl)
  try {
    const steps = betty.schema
    await applySteps(session, { schema, steps, phase: 'tables' })
    progress?.say('Converting rows')
    const start = performance.now()
    const target = postgresTarget(session, { companionColumns: betty.companions })
    const result = await transfer(source, spoiler.target?.(target) ?? target, {
      records: betty.records,
      completion: betty.completion,
      bounds,
      onProgress: (table, counts, total) => progress?.count(table, counts.read, total),
    })
    progress?.say('Building keys and indexes')
    await applySteps(session, { schema, steps, phase: 'indexes' })
    await session.query('ANALYZE')
    return { result, seconds: (performance.now() - start) / 1000 }
  } finally {
    await session.close()
    source.close()
  }
}
