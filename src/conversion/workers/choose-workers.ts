import { availableParallelism } from 'node:os'
import type { RecordSource } from '../../records/ports.ts'
import type { RecordDefinition } from '../../records/record.ts'

/** Below this a second process costs more than it brings. */
const manyRows = 100_000

/** How many workers a source is worth on this machine, beside the PostgreSQL that may be on it, too. */
export function chooseWorkers(source: RecordSource, records: readonly RecordDefinition[]): number {
  const rows = records.reduce((sum, record) => sum + (source.tables.get(record.source) ?? 0), 0)
  return rows > manyRows ? Math.max(1, Math.min(4, availableParallelism() - 1)) : 1
}
