import type { JsonObject } from '../../json/json.ts'
import { defaultProject, identify } from '../identity.ts'

/** What v2 answers in the examples of the guide. The answers of v1 follow from them through the mappings. */

/** A success of v2 around its data. */
export const answered = (data: JsonObject): JsonObject => ({
  success: true,
  message: 'done',
  data,
  timestamp: '2026-01-01T12:00:00Z',
  api_version: '2.0',
  request_id: '0190b0a0-0000-7000-8000-000000000001',
})

const owner = identify('users', 7n)

export const exampleUser = { id: owner, v1_id: 7, username: 'ada', role: 'user' }

export const exampleProfile = {
  ...exampleUser,
  email: 'ada@example.org',
  permissions: ['knowledge:read', 'knowledge:write'],
  profile: { display_name: 'Ada', preferences: { theme: 'dark' }, metadata: {} },
  created_at: '2024-03-01T09:30:00Z',
}

/** An item that was migrated from the v1 item 42. */
export const exampleItem = {
  id: identify('knowledge', 42n),
  v1_id: 42,
  title: 'Compost',
  content: 'Turn it every month.',
  knowledge_type: 'document',
  project_id: defaultProject.id,
  created_by: owner,
  metadata: {
    tags: ['garden', 'soil'],
    source_info: { url: 'https://example.org/compost' },
    priority: 3,
    migration: { from: 'v1', v1_id: 42, complement: { type: 'note' } },
  },
  status: 'active',
  version: '2.0',
  quality_score: null,
  embeddings: null,
  access_control: { owner_id: owner, visibility: 'private', permissions: [] },
  created_at: '2024-03-01T09:30:00Z',
  updated_at: '2024-03-01T09:30:00Z',
}

/** What v2 answers to a search of that type which finds the item. */
export const exampleFound = (type: 'hybrid' | 'semantic' | 'keyword'): JsonObject =>
  answered({
    results: [{ ...exampleItem, similarity_score: 0.87, ranking_score: 0.87, highlights: ['Compost'] }],
    search_metadata: {
      total_results: 1,
      search_type_used: type,
      filters_applied: [],
      execution_time_ms: 3,
    },
  })
