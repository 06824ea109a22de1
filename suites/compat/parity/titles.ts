import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { has } from '../../support/given.ts'
import { systems, withDatabase } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'

/** Items that are shown with a title are shown with their own. */
export async function expectTitles(judge: Judge, place: string, items: readonly Json[]): Promise<void> {
  const { world } = systems()
  if (!has(world, 'databaseUrl')) return
  const shown = new Map(
    items.flatMap((item) => {
      const title = memberOf(item, 'title')
      return typeof title === 'string' ? [[String(memberOf(item, 'id')).toLowerCase(), title] as const] : []
    }),
  )
  const rows = await withDatabase(world, (session) =>
    session.query('SELECT id, title FROM knowledge_items WHERE id::text = ANY ($1)', [[...shown.keys()]]),
  )
  for (const { id, title } of rows) {
    const actual = shown.get(String(id)) ?? ''
    if (actual !== title)
      judge.finding({ code: 'value_differs', place: `${place} ${id} title`, expected: String(title), actual })
  }
}
