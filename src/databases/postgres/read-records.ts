import type { RecordDefinition } from '../../records/record.ts'
import type { DraftRow, TargetRow } from '../../records/target-row.ts'
import { quoteIdentifier, type SqlSession } from '../../schema/session.ts'
import { fromText, textExpression } from './text-value.ts'

/** A target row with the source keys of the rows that it refers to. */
export interface ReadRow {
  readonly id: bigint
  readonly row: TargetRow
  origin(table: string, id: string): bigint | string | null
}

/**
 * The rows of a target table that have a source key, in its order, a page at a time, so that memory stays flat.
 * Run it inside one REPEATABLE READ transaction to see one moment.
 * @param keys the column that holds the source key of each table that is referred to
 */
export async function* readRecords(
  session: SqlSession,
  record: RecordDefinition,
  keys: Readonly<Record<string, string>>,
  pageSize = 2000,
): AsyncGenerator<ReadRow> {
  const columns = Object.entries(record.columns).map(
    ([name, type]) => `${textExpression(type, `t.${quoteIdentifier(name)}`)} AS ${quoteIdentifier(name)}`,
  )
  const references = Object.entries(record.references)
  const origins = references.map(
    ([
      name,
      table,
    ]) => `(SELECT o.${quoteIdentifier(keys[table] ?? 'v1_id')}::text FROM ${quoteIdentifier(table)} o
      WHERE o.id = t.${quoteIdentifier(name)}) AS ${quoteIdentifier(`origin of ${name}`)}`,
  )
  const sql = `SELECT ${[...columns, ...origins].join(', ')} FROM ${quoteIdentifier(record.target)} t
    WHERE t.v1_id >= $1 ORDER BY t.v1_id LIMIT ${pageSize}`
  let from = -(2n ** 63n)
  for (;;) {
    const page = await session.query(sql, [from.toString()])
    for (const texts of page) {
      const row: DraftRow = {}
      for (const [name, type] of Object.entries(record.columns))
        row[name] = fromText(type, texts[name] ?? null)
      const id = row.v1_id as bigint
      yield { id, row, origin: (table, uuid) => originOf(references, keys, row, texts, table, uuid) }
      from = id + 1n
    }
    if (page.length < pageSize || from >= 2n ** 63n) return
  }
}

function originOf(
  references: readonly (readonly [string, string])[],
  keys: Readonly<Record<string, string>>,
  row: TargetRow,
  texts: Readonly<Record<string, string | null>>,
  table: string,
  uuid: string,
): bigint | string | null {
  const [name] = references.find(([column, other]) => other === table && row[column] === uuid) ?? []
  const key = name === undefined ? null : (texts[`origin of ${name}`] ?? null)
  if (key === null) return null
  return (keys[table] ?? 'v1_id') === 'v1_id' ? BigInt(key) : key
}
