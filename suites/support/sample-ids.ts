import type { World } from './bring-up.ts'
import { withDatabase } from './systems.ts'
import { withV1File } from './v1-file.ts'

/**
 * v1 ids of knowledge that stand for the rest: spread evenly over the v1 file, one for every combination of
 * columns that needed a complement, which is one for every odd form of value, and the longest of each column.
 */
export async function sampleIds(world: World, spread = 100): Promise<readonly bigint[]> {
  const forms = await withDatabase(world, (session) =>
    session.query(
      `SELECT min(v1_id) AS id FROM knowledge_items WHERE v1_id IS NOT NULL
       GROUP BY (SELECT string_agg(k, ',' ORDER BY k) FROM jsonb_object_keys(metadata #> '{migration,complement}') k)
       ${longest.map((text) => `UNION (SELECT v1_id FROM knowledge_items WHERE v1_id IS NOT NULL ORDER BY length(${text}) DESC, v1_id LIMIT 1)`).join('\n       ')}`,
    ),
  )
  const even = await evenlySpread(world.v1Path, spread)
  return [...new Set([...even, ...forms.map((row) => BigInt(String(row.id)))])].sort((a, b) =>
    a < b ? -1 : 1,
  )
}

const longest = ['title', 'content', 'metadata::text']

const evenlySpread = (path: string, count: number): Promise<readonly bigint[]> =>
  withV1File(path, async (source) => {
    const step = Math.max(1, Math.floor((source.tables.get('knowledge') ?? 0) / count))
    return source.everyNth('knowledge', 'id', step)
  })
