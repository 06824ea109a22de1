import type { RecordSource } from './ports.ts'
import type { RecordDefinition } from './record.ts'

/** A source whose rows of one table end at a key; all else is as it is. */
export const sourceUpTo = (
  source: RecordSource,
  record: RecordDefinition,
  through: bigint,
): RecordSource => ({
  get fingerprint() {
    return source.fingerprint
  },
  tables: source.tables,
  has: source.has,
  highestKey: source.highestKey,
  readChunk(table, key, after, bounds) {
    const rows = source.readChunk(table, key, after, bounds)
    if (table !== record.source) return rows
    const end = rows.findIndex((row) => (row[record.key] as bigint) > through)
    return end < 0 ? rows : rows.slice(0, end)
  },
})
