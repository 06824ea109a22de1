import pg from 'pg'
import type { AskedStatement } from '../../src/databases/postgres/find-scans.ts'

/** The statement with EXPLAIN in front and its values written out, for a person to paste into psql. */
export function explainLine({ sql, values }: AskedStatement): string {
  const text = sql.replace(/\s+/g, ' ').trim()
  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`
    return pg.escapeLiteral(String(value))
  }
  return `EXPLAIN ${text.replace(/\$(\d+)/g, (_all, at) => literal(values[Number(at) - 1]))};`
}
