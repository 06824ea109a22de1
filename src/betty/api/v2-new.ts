import * as shape from './v2-new-shapes.ts'
import { enveloped, session } from './v2-shapes.ts'

const project = '00000000-0000-0000-0000-000000000001'

/** What only v2 can do: no v1 call becomes one of these. */
export const newOperations = {
  'auth.refresh': {
    route: 'POST /api/v2/auth/refresh',
    summary: 'a new token without a password; a refresh token works once',
    needs: null,
    body: shape.refresh,
    answers: { 200: enveloped(session) },
    example: { body: { refresh_token: 'the refresh token of the last login' } },
  },
  'query.pattern-match': {
    route: 'POST /api/v2/query/pattern-match',
    summary: 'paths of relationships between pieces of knowledge',
    needs: 'knowledge:read',
    body: shape.patternRequest,
    answers: { 200: enveloped(shape.patterns) },
    example: {
      body: {
        pattern_type: 'path',
        pattern_definition: { relationship_types: ['references', 'contains'] },
        max_depth: 3,
        min_confidence: 0.5,
        max_results: 10,
      },
    },
  },
  'query.semantic-clusters': {
    route: 'POST /api/v2/query/semantic-clusters',
    summary: 'groups of knowledge about the same things',
    needs: 'knowledge:read',
    body: shape.clusterRequest,
    answers: { 200: enveloped(shape.clusters) },
    example: { body: { min_cluster_size: 2, similarity_threshold: 0.3, project_ids: [project] } },
  },
  'batch.import': {
    route: 'POST /api/v2/batch/knowledge/import',
    summary: 'many pieces of knowledge in one call, in the background',
    needs: 'knowledge:write',
    body: shape.importRequest,
    answers: { 202: enveloped(shape.importStarted) },
    example: {
      body: {
        source_type: 'inline',
        format: 'json',
        items: [{ title: 'Compost', content: 'Turn it monthly.', knowledge_type: 'document' }],
        target_project_id: project,
        batch_size: 100,
      },
    },
  },
  'batch.progress': {
    route: 'GET /api/v2/batch/operations/{id}/progress',
    summary: 'how far an import is',
    needs: 'knowledge:write',
    answers: { 200: enveloped(shape.progress) },
    example: { path: { id: 'the operation_id of the import' } },
  },
  'cross-project.search': {
    route: 'POST /api/v2/cross-project/search',
    summary: 'one search in several projects, with results by project',
    needs: 'knowledge:read',
    body: shape.crossSearch,
    answers: { 200: enveloped(shape.crossResults) },
    example: { body: { query: 'compost', project_ids: [project], max_results_per_project: 5 } },
  },
  'webhooks.register': {
    route: 'POST /api/v2/webhooks/register',
    summary: 'calls to an address of yours when something happens; the secret never comes back',
    needs: 'knowledge:read',
    body: shape.newWebhook,
    answers: { 200: enveloped(shape.webhook) },
    example: {
      body: { name: 'index', url: 'https://example.org/hook', events: ['knowledge.created'] },
    },
  },
} as const
