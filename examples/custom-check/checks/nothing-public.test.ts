import { check, systems, withDatabase } from 'betty-migrate/vitest'

check('business.nothing-public', async (judge) => {
  const items = await withDatabase(systems().world, (session) =>
    session.query(
      `SELECT v1_id, access_control ->> 'visibility' AS visibility FROM knowledge_items
       WHERE metadata ? 'migration' ORDER BY v1_id`,
    ),
  )
  judge.looked(items.length, 'items')
  for (const { v1_id: id, visibility } of items) {
    if (visibility === 'private') continue
    judge.finding({
      code: 'visible_to_others',
      place: `item ${id}`,
      expected: 'private',
      actual: String(visibility),
    })
  }
})
