import { isJsonObject, type Json, type JsonObject, rawNumber } from '../../../src/json/json.ts'

const uuid = '00000000-0000-4000-8000-000000000007'

/** A body for each call of v2 that only reads, with every member that it knows. */
export const readingBodies: Readonly<Record<string, JsonObject>> = {
  '/api/v2/query/advanced-search': {
    query: 'a',
    search_type: 'hybrid',
    filters: [
      { field: 'title', operator: 'eq', value: 'a' },
      { field: 'v1_id', operator: 'gt', value: 1 },
      { field: 'created_at', operator: 'lt', value: '2030-01-01T00:00:00Z' },
      { field: 'metadata.tags', operator: 'contains', value: 'a' },
    ],
    similarity_threshold: 0.1,
    max_results: 2,
    offset: 1,
    include_metadata: true,
    project_ids: [uuid],
    time_range: { start: '2001-01-01T00:00:00Z', end: '2030-01-01T00:00:00Z' },
    group_by: 'knowledge_type',
  },
  '/api/v2/query/pattern-match': {
    pattern_type: 'path',
    pattern_definition: { relationship_types: ['references'] },
    max_depth: 2,
    min_confidence: 0.5,
    max_results: 2,
  },
  '/api/v2/query/semantic-clusters': {
    algorithm: 'tfidf-cosine',
    min_cluster_size: 2,
    similarity_threshold: 0.9,
    project_ids: [uuid],
  },
  '/api/v2/cross-project/search': { query: 'a', project_ids: [uuid], max_results_per_project: 2 },
}

/** Texts in the place of a JSON object. */
export const noObjects: readonly string[] = [
  '',
  '{',
  '{"query": "a"',
  "{'query': 'a'}",
  '{"query": "a",}',
  '[]',
  '[{"query": "a"}]',
  '"text"',
  '7',
  'null',
  'NaN',
  '\0',
  '['.repeat(20_000),
]

/** Values that a server might not have thought of, whatever they stand for. */
const oddValues: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  rawNumber('9223372036854775808'),
  rawNumber('1e400'),
  '',
  'a\0b',
  '\ud800',
  '7'.repeat(5_000),
  '2024-02-30T00:00:00Z',
  [],
  [null],
  [['a']],
  {},
  { a: { b: 1 } },
]

/** The same body with another value in one place, for each place and each odd value, and without what is there. */
export function* withOddValues(body: JsonObject): Generator<JsonObject> {
  for (const [name, value] of Object.entries(body)) {
    const { [name]: _left, ...without } = body
    yield without
    for (const other of oddForms(value)) yield { ...body, [name]: other }
  }
}

function* oddForms(value: Json): Generator<Json> {
  yield* oddValues
  if (isJsonObject(value)) yield* withOddValues(value)
  if (Array.isArray(value))
    for (const [at, each] of value.entries())
      for (const other of oddForms(each as Json)) yield value.with(at, other)
}
