import { defineApi } from '../../api/operation.ts'
import { credentials } from './shapes.ts'
import { newOperations } from './v2-new.ts'
import * as shape from './v2-shapes.ts'

/** The HTTP API of v2 (v2.md). */
export const v2Api = defineApi({
  title: 'BETTY v2',
  version: '2.0',
  urlVariable: 'BETTY_V2_API_URL',
  url: 'http://localhost:3034',
  tokenVariable: 'BETTY_TOKEN',
  prefixes: ['/api/v2', '/api'],
  failure: shape.failure,
  failures: [400, 401, 403, 404, 409, 413, 422, 429, 500, 503],
  operations: {
    health: {
      route: 'GET /api/health',
      summary: 'whether the system and its database answer; 503 when the database is gone',
      needs: null,
      answers: { 200: shape.health },
    },
    version: {
      route: 'GET /api/version/info',
      summary: 'which version answers, and what it can do',
      needs: null,
      answers: { 200: shape.enveloped(shape.build) },
    },
    'auth.login': {
      route: 'POST /api/v2/auth/login',
      summary: 'a token and a refresh token for a user name and a password',
      needs: null,
      body: credentials,
      answers: { 200: shape.enveloped(shape.session) },
    },
    'users.profile': {
      route: 'GET /api/v2/users/profile',
      summary: 'the user that the token belongs to',
      needs: 'any token',
      answers: { 200: shape.enveloped(shape.profile) },
    },
    'knowledge.add': {
      route: 'POST /api/v2/knowledge/add',
      summary: 'a new piece of knowledge',
      needs: 'knowledge:write',
      body: shape.newKnowledge,
      answers: { 201: shape.enveloped(shape.knowledge) },
    },
    'knowledge.get': {
      route: 'GET /api/v2/knowledge/{id}',
      summary: 'one piece of knowledge',
      needs: 'knowledge:read',
      answers: { 200: shape.enveloped(shape.knowledge) },
    },
    'knowledge.update': {
      route: 'PUT /api/v2/knowledge/{id}',
      summary: 'changes the fields that are sent, each as a whole',
      needs: 'knowledge:write',
      body: shape.knowledgeChange,
      answers: { 200: shape.enveloped(shape.knowledge) },
    },
    'knowledge.delete': {
      route: 'DELETE /api/v2/knowledge/{id}',
      summary: 'marks a piece of knowledge as deleted',
      needs: 'knowledge:delete',
      answers: { 200: shape.enveloped(shape.knowledge) },
    },
    'query.advanced-search': {
      route: 'POST /api/v2/query/advanced-search',
      summary: 'knowledge by words, by meaning or by both, with filters',
      needs: 'knowledge:read',
      body: shape.searchRequest,
      answers: { 200: shape.enveloped(shape.found) },
    },
    ...newOperations,
  },
})
