import { identify } from '../../../src/betty/identity.ts'
import { isJsonObject, type Json, stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { has } from '../../support/given.ts'
import { type Apis, systems, withDatabase } from '../../support/systems.ts'
import { dataOf, resultsOf } from '../answers.ts'

const searchPath = '/api/v2/query/advanced-search'

/** What v1 has no word for, and so no mapping compares: it is shown as its row says, by a list as by the item's own route. */
export async function expectRowsShown(judge: Judge, { v2 }: Apis, ids: readonly bigint[]): Promise<void> {
  if (!has(systems().world, 'databaseUrl')) return
  const single = await mapAtOnce(ids, async (id) =>
    dataOf(await v2({ path: `/api/v2/knowledge/${identify('knowledge', id)}` })),
  )
  const body = { query: '', max_results: 100 }
  const listed = resultsOf(await v2({ method: 'POST', path: searchPath, body }))
  for (const [place, shown] of [
    ['GET /api/v2/knowledge/{id}', single],
    [`POST ${searchPath}`, listed],
  ] as const) {
    judge.looked(shown.length, 'items')
    for (const { id, differs } of await findDifferences(shown))
      judge.finding({ code: 'row_shown_otherwise', place: `${place} ${id}`, actual: String(differs) })
  }
}

/** Rows of the last minute may have been changed since they were shown; JSON has no word for NaN. */
const findDifferences = (shown: readonly Json[]) =>
  withDatabase(systems().world, (session) =>
    session.query(
      `SELECT k.id, concat_ws(', ',
         CASE WHEN (s->>'v1_id')::numeric IS DISTINCT FROM k.v1_id THEN 'v1_id' END,
         CASE WHEN (s->>'project_id')::uuid <> k.project_id THEN 'project_id' END,
         CASE WHEN (s->>'created_by')::uuid <> k.created_by THEN 'created_by' END,
         CASE WHEN s->>'status' <> k.status THEN 'status' END,
         CASE WHEN s->>'version' <> k.version THEN 'version' END,
         CASE WHEN lower(s->>'access_control')::jsonb <> lower(k.access_control::text)::jsonb THEN 'access_control' END,
         CASE WHEN (s->>'quality_score')::real IS DISTINCT FROM k.quality_score
                AND k.quality_score IS DISTINCT FROM 'NaN' AND abs(k.quality_score) IS DISTINCT FROM 'Infinity'
              THEN 'quality_score' END,
         CASE WHEN jsonb_typeof(s->'embeddings') <> CASE WHEN k.vector_embedding IS NULL THEN 'null' ELSE 'array' END
                OR jsonb_typeof(s->'embeddings') = 'array'
                   AND jsonb_array_length(s->'embeddings') <> cardinality(k.vector_embedding)
              THEN 'embeddings' END) AS differs
       FROM jsonb_array_elements($1::jsonb) s JOIN knowledge_items k ON k.id = (s->>'id')::uuid
       WHERE k.updated_at < now() - interval '1 minute'`,
      [stringifyJson(shown.filter(isJsonObject).map(comparedOf))],
    ),
  ).then((rows) => rows.filter(({ differs }) => differs !== ''))

const names = [
  'id',
  ...['v1_id', 'project_id', 'created_by', 'status', 'version', 'access_control', 'quality_score'],
  'embeddings',
]

/** Only what is compared: a text may hold what jsonb cannot. */
const comparedOf = (item: Json): Json =>
  Object.fromEntries(Object.entries(item as object).filter(([name]) => names.includes(name)))
