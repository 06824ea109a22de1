import type { SqliteSource } from '../databases/sqlite/sqlite-source.ts'
import type { SourceRow } from '../records/cell.ts'
import type { RecordDefinition } from '../records/record.ts'

/** All rows of the source table of a record, in order of their key, in flat memory. */
export function* rowsOf(source: SqliteSource, record: RecordDefinition): Generator<SourceRow> {
  let after: bigint | null = null
  for (;;) {
    const chunk = source.readChunk(record.source, record.key, after, { rows: 2000, bytes: 8 << 20 })
    if (chunk.length === 0) return
    for (const row of chunk) {
      after = row[record.key] as bigint
      yield row
    }
  }
}
