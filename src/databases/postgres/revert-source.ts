import type { RecordDefinition } from '../../records/record.ts'
import type { RevertSource } from '../../records/revert.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import type { PostgresSession } from './connect.ts'
import { numberRows } from './number-rows.ts'
import { readQuarantine } from './read-quarantine.ts'
import { type KeyColumns, readRecords } from './read-records.ts'

interface RevertSourceOptions {
  readonly records: readonly RecordDefinition[]
  readonly keys: KeyColumns
  /** ids of target rows that stand for something that is not in the source */
  readonly standIns: readonly string[]
}

/** The v2 side of a revert, inside the transaction that is open; `search_path` is the v2 schema. */
export async function postgresRevertSource(
  session: PostgresSession,
  { records, keys, standIns }: RevertSourceOptions,
): Promise<RevertSource> {
  const numbers = await numberRows(session, records, standIns)
  return {
    async count({ source, target }) {
      const [row] = await session.query(
        `SELECT (SELECT count(*) FROM ${quoteIdentifier(target)} WHERE id::text <> ALL($1))
           + (SELECT count(*) FROM migration_quarantine WHERE source_table = $2 AND resolved_at IS NULL) AS rows`,
        [standIns, source],
      )
      return Number(row?.rows)
    },
    rows: (record) => readRecords(session, record, keys, numbers),
    async *quarantined({ source }) {
      const waiting = `source_table = '${source}' AND resolved_at IS NULL`
      for await (const { source_key: key, raw } of readQuarantine(session, waiting)) yield { key, raw }
    },
  }
}
