import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { has } from '../../support/given.ts'
import { systems, withDatabase } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'

const columns = ['title', 'content', 'knowledge_type', 'project_id', 'created_by', 'status'] as const

/** Items that are shown with a title, or anything else of theirs, are shown with their own. */
export async function expectOwn(judge: Judge, place: string, items: readonly Json[]): Promise<void> {
  const { world } = systems()
  if (!has(world, 'databaseUrl')) return
  const shown = new Map(items.map((item) => [String(memberOf(item, 'id')).toLowerCase(), item]))
  const rows = await withDatabase(world, (session) =>
    session.query(`SELECT id, ${columns.join(', ')} FROM knowledge_items WHERE id::text = ANY ($1)`, [
      [...shown.keys()],
    ]),
  )
  for (const row of rows) {
    const item = shown.get(String(row.id)) ?? null
    for (const name of columns) {
      const actual = memberOf(item, name)
      const expected = String(row[name])
      if (actual !== null && String(actual) !== expected)
        judge.finding({
          code: 'value_differs',
          place: `${place} ${row.id} ${name}`,
          expected,
          actual: String(actual),
        })
    }
  }
}
