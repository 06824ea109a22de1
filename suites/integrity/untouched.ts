import type { Judge } from '../../src/vitest/judge.ts'
import { systems, withDatabase } from '../support/systems.ts'

/** What only the use of v2 fills. */
const tables = ['batch_operations', 'project_connections', 'webhooks', 'webhook_deliveries'] as const
const columns = [
  ['knowledge_items', 'quality_score'],
  ['knowledge_items', 'vector_embedding'],
  ['projects', 'description'],
] as const

/**
 * In a v2 that nobody has used, what a migration has no value for is empty.
 * @param isOwn whether the configuration says something else of a column
 */
export async function expectUntouched(
  judge: Judge,
  isOwn: (table: string, column: string) => boolean,
): Promise<void> {
  await withDatabase(systems().world, async (session) => {
    const count = async (rows: string): Promise<number> =>
      Number((await session.query(`SELECT count(*) AS rows FROM ${rows}`))[0]?.rows)
    for (const table of tables) {
      const rows = await count(table)
      if (rows > 0) judge.finding({ code: 'extra', place: table, expected: '0 rows', actual: `${rows} rows` })
    }
    for (const [table, column] of columns) {
      if (isOwn(table, column)) continue
      const rows = await count(`${table} WHERE ${column} IS NOT NULL`)
      if (rows === 0) continue
      const place = `${table} ${column}`
      judge.finding({ code: 'value_differs', place, expected: 'NULL', actual: `a value in ${rows} rows` })
    }
  })
}
