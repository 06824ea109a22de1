import { MigrateError } from '../../errors.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { quoteIdentifier, type SqlSession } from '../../schema/session.ts'
import type { Numbers } from './read-records.ts'

const lowestId = -(2n ** 63n)
const highestId = 2n ** 63n - 1n

/**
 * Source keys for rows that were made in the target and have none: above the highest of the table and of its
 * quarantine, oldest first; below the lowest where there is no room above.
 * @param except ids of target rows that get none
 */
export async function numberRows(
  session: SqlSession,
  records: readonly RecordDefinition[],
  except: readonly string[],
): Promise<Numbers> {
  const numbers: Record<string, string> = {}
  for (const { source, target } of records) {
    const without = `FROM ${quoteIdentifier(target)} WHERE v1_id IS NULL AND id::text <> ALL('{${except}}')`
    const [row] = await session.query(
      `SELECT (SELECT count(*) ${without}) AS rows, coalesce(min(key), 1) AS low, coalesce(max(key), 0) AS high
       FROM (SELECT v1_id FROM ${quoteIdentifier(target)} UNION ALL
         SELECT source_key::bigint FROM migration_quarantine WHERE source_table = $1) all_keys (key)`,
      [source],
    )
    const [rows, low, high] = [row?.rows, row?.low, row?.high].map((text) => BigInt(text ?? 0)) as [
      bigint,
      bigint,
      bigint,
    ]
    if (rows === 0n) continue
    if (low - rows < lowestId && high + rows > highestId) throw noRoom(target, rows)
    const place = 'row_number() OVER (ORDER BY created_at, id)'
    const number = high + rows > highestId ? `(${low}) - ${place}` : `(${high}) + ${place}`
    numbers[target] = `SELECT id, ${number} AS number ${without}`
  }
  return numbers
}

const noRoom = (table: string, rows: bigint): MigrateError =>
  new MigrateError(
    'bad_setting',
    `${rows} rows of ${table} have no v1_id, and there is no free number above or below those of the others.`,
    'Give them a v1_id that is free.',
  )
