import type { RecordDefinition } from '../../records/record.ts'
import type { KeyedRow } from '../../records/revert.ts'
import type { DraftRow, TargetRow } from '../../records/target-row.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import type { PostgresSession } from './connect.ts'
import { copyOut } from './copy-out.ts'
import { fromText, textExpression } from './text-value.ts'

/** The column that holds the source key of each target table. */
export type KeyColumns = Readonly<Record<string, string>>

/** SQL that yields `id` and `number`, the source key that a row without one is given, by target table. */
export type Numbers = Readonly<Record<string, string>>

/**
 * The rows of a target table that have a source key, in its order, one by one, so that memory stays flat.
 * Run it inside one REPEATABLE READ transaction to see one moment. The session is taken until the last row.
 * @param numbers for tables with rows that have no source key of their own; left out, these are passed over
 */
export async function* readRecords(
  session: PostgresSession,
  record: RecordDefinition,
  keys: KeyColumns,
  numbers: Numbers = {},
): AsyncGenerator<KeyedRow> {
  const columns = Object.entries(record.columns)
  const references = Object.entries(record.references)
  const aliases: Readonly<Record<string, string>> = Object.fromEntries([
    ['t', record.target],
    ...references.map(([, table], at) => [`o${at}`, table]),
  ])
  const key = (alias: string): string => keyExpression(alias, aliases[alias] ?? '', keys, numbers)
  const sql = `SELECT ${[
    ...Object.keys(aliases).map(key),
    ...columns.map(([name, type]) => textExpression(type, `t.${quoteIdentifier(name)}`)),
  ].join(', ')}
    FROM ${quoteIdentifier(record.target)} t
    ${references.map(([name, table], at) => `LEFT JOIN ${quoteIdentifier(table)} o${at} ON o${at}.id = t.${quoteIdentifier(name)}`).join('\n    ')}
    ${Object.entries(aliases)
      .map(([alias, table]) => joinNumbers(alias, numbers[table]))
      .join('\n    ')}
    WHERE ${key('t')} IS NOT NULL ORDER BY ${key('t')}`
  for await (const [id, ...texts] of copyOut(session, sql)) {
    const row: DraftRow = {}
    for (const [at, [name, type]] of columns.entries())
      row[name] = fromText(type, texts[references.length + at] ?? null)
    yield {
      id: BigInt(id as string),
      row,
      origin: (table, uuid) => originOf(references, keys, row, texts, table, uuid),
    }
  }
}

const keyExpression = (alias: string, table: string, keys: KeyColumns, numbers: Numbers): string => {
  const own = `${alias}.${quoteIdentifier(keyColumn(keys, table))}`
  return numbers[table] === undefined ? own : `coalesce(${own}, n${alias}.number)`
}

const joinNumbers = (alias: string, numbers: string | undefined): string =>
  numbers === undefined ? '' : `LEFT JOIN (${numbers}) n${alias} ON n${alias}.id = ${alias}.id`

const keyColumn = (keys: KeyColumns, table: string): string => keys[table] ?? 'v1_id'

function originOf(
  references: readonly (readonly [string, string])[],
  keys: KeyColumns,
  row: TargetRow,
  origins: readonly (string | null)[],
  table: string,
  uuid: string,
): bigint | string | null {
  const at = references.findIndex(([column, other]) => other === table && row[column] === uuid)
  const key = at < 0 ? null : (origins[at] ?? null)
  if (key === null) return null
  return keyColumn(keys, table) === 'v1_id' ? BigInt(key) : key
}
