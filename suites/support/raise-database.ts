import { convertRows } from '../../src/conversion/convert-rows.ts'
import { connectPostgres } from '../../src/databases/postgres/connect.ts'
import type { Progress } from '../../src/progress/progress.ts'
import type { RecordTarget } from '../../src/records/ports.ts'
import type { TransferResult } from '../../src/records/tally.ts'
import { applySteps } from '../../src/schema/apply-steps.ts'
import { declaration } from './declaration.ts'
import { migrationOf, openV1File } from './v1-file.ts'

export const schema = 'public'

export interface DatabaseSpoiler {
  /** put between the converter and PostgreSQL */
  target?(target: RecordTarget): RecordTarget
}

export interface RaisedDatabase {
  readonly result: TransferResult
  /** of the conversion, without the tables */
  readonly seconds: number
  /** seconds of each batch of it */
  readonly batches: readonly number[]
}

/** Migrates a v1 file into an empty database: tables, rows, then keys and indexes. */
export async function raiseDatabase(
  v1Path: string,
  databaseUrl: string,
  progress?: Progress,
  spoiler: DatabaseSpoiler = {},
): Promise<RaisedDatabase> {
  const source = openV1File(v1Path)
  const session = await connectPostgres(databaseUrl)
  try {
    await applySteps(session, { schema, steps: declaration().schema, phase: 'tables' })
    const start = performance.now()
    const batches: number[] = []
    let last = start
    const result = await convertRows(session, source, migrationOf(v1Path), {
      schema,
      onProgress(table, counts, total) {
        batches.push((performance.now() - last) / 1000)
        last = performance.now()
        progress?.count(table, counts.read, total)
      },
      onPhase: (text) => progress?.say(text),
      ...(spoiler.target && { wrapTarget: spoiler.target }),
    })
    return { result, seconds: (performance.now() - start) / 1000, batches }
  } finally {
    await session.close()
    source.close()
  }
}
