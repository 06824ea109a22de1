import { systems, withDatabase } from '../../support/systems.ts'

const third = `JOIN step c ON c.here = b.there AND c.there NOT IN (a.here, a.there)`

/** Whether so many relationships follow one another as their directions point, and meet no item twice. */
export async function hasPath(steps: 2 | 3): Promise<boolean> {
  const [row] = await withDatabase(systems().world, (session) =>
    session.query(
      `WITH active AS (
         SELECT r.* FROM knowledge_relationships r
         JOIN knowledge_items s ON s.id = source_knowledge_id AND s.status = 'active'
         JOIN knowledge_items t ON t.id = target_knowledge_id AND t.status = 'active'
         WHERE source_knowledge_id <> target_knowledge_id
       ), step AS (
         SELECT source_knowledge_id AS here, target_knowledge_id AS there FROM active WHERE direction <> 'backward'
         UNION ALL
         SELECT target_knowledge_id, source_knowledge_id FROM active WHERE direction = 'bidirectional'
       )
       SELECT EXISTS (
         SELECT FROM step a JOIN step b ON b.here = a.there AND b.there <> a.here ${steps === 3 ? third : ''}
       ) AS some`,
    ),
  )
  return row?.some === 't'
}
