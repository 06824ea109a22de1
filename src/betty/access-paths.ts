/** A way in which an endpoint of v2 finds its rows, as a query with the parameters of an example. */
export interface AccessPath {
  readonly endpoint: string
  readonly sql: string
}

const id = "'00000000-0000-0000-0000-000000000001'::uuid"

/**
 * How v2 must find rows to answer, endpoint by endpoint (v2.md names the columns and the indexes). A v2 server may ask
 * in other words; without an index for these it has to read whole tables.
 */
export const accessPaths: readonly AccessPath[] = [
  { endpoint: 'GET /api/v2/knowledge/{id}', sql: `SELECT * FROM knowledge_items WHERE id = ${id}` },
  {
    endpoint: 'GET /api/v2/knowledge/{id}, by the number of v1',
    sql: 'SELECT * FROM knowledge_items WHERE v1_id = 1',
  },
  {
    endpoint: 'POST /api/v2/query/advanced-search, the list of a project',
    sql: `SELECT * FROM knowledge_items WHERE project_id = ${id} ORDER BY v1_id LIMIT 20`,
  },
  {
    endpoint: 'POST /api/v2/query/advanced-search, by type',
    sql: `SELECT * FROM knowledge_items WHERE knowledge_type = 'code' ORDER BY v1_id LIMIT 20`,
  },
  {
    endpoint: 'POST /api/v2/query/advanced-search, by metadata',
    sql: `SELECT * FROM knowledge_items WHERE metadata @> '{"priority": 4}'`,
  },
  {
    endpoint: 'POST /api/v2/query/pattern-match, from an item',
    sql: `SELECT * FROM knowledge_relationships WHERE source_knowledge_id = ${id}`,
  },
  {
    endpoint: 'POST /api/v2/query/pattern-match, to an item',
    sql: `SELECT * FROM knowledge_relationships WHERE target_knowledge_id = ${id}`,
  },
  {
    endpoint: 'POST /api/v2/auth/login',
    sql: `SELECT * FROM users WHERE username = 'somebody'`,
  },
  {
    endpoint: 'GET /api/v2/users/profile',
    sql: `SELECT * FROM users WHERE id = ${id}`,
  },
  {
    endpoint: 'webhooks of a user',
    sql: `SELECT * FROM webhooks WHERE user_id = ${id}`,
  },
]
