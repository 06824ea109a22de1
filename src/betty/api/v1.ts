import { z } from 'zod'
import { defineApi } from '../../api/operation.ts'
import { credentials } from './shapes.ts'
import * as shape from './v1-shapes.ts'

/** The HTTP API of v1 (v1.md). */
export const v1Api = defineApi({
  title: 'BETTY v1',
  version: '1.9',
  urlVariable: 'BETTY_V1_API_URL',
  url: 'http://localhost:3033',
  tokenVariable: 'BETTY_TOKEN',
  prefixes: ['/api/v1'],
  failure: shape.failure,
  failures: [400, 401, 403, 404, 409, 413, 500],
  operations: {
    health: {
      route: 'GET /api/v1/health',
      summary: 'whether the system answers',
      needs: null,
      answers: { 200: shape.health },
    },
    version: {
      route: 'GET /api/v1/version',
      summary: 'which version answers',
      needs: null,
      answers: { 200: shape.enveloped(shape.build) },
    },
    'auth.login': {
      route: 'POST /api/v1/auth/login',
      summary: 'a token for a user name and a password',
      needs: null,
      body: credentials,
      answers: { 200: shape.enveloped(shape.session) },
    },
    'users.profile': {
      route: 'GET /api/v1/users/profile',
      summary: 'the user that the token belongs to',
      needs: 'any token',
      answers: { 200: shape.enveloped(shape.profile) },
    },
    'knowledge.add': {
      route: 'POST /api/v1/knowledge/add',
      summary: 'a new piece of knowledge',
      needs: 'write',
      body: shape.newKnowledge,
      answers: { 201: shape.enveloped(shape.knowledge) },
    },
    'knowledge.get': {
      route: 'GET /api/v1/knowledge/{id}',
      summary: 'one piece of knowledge',
      needs: 'read',
      answers: { 200: shape.enveloped(shape.knowledge) },
    },
    'knowledge.update': {
      route: 'PUT /api/v1/knowledge/{id}',
      summary: 'changes fields of a piece of knowledge',
      needs: 'write',
      body: shape.knowledgeChange,
      answers: { 200: shape.enveloped(shape.knowledge) },
    },
    'knowledge.delete': {
      route: 'DELETE /api/v1/knowledge/{id}',
      summary: 'takes a piece of knowledge away',
      needs: 'delete',
      answers: { 200: shape.enveloped(z.object({ deleted: z.literal(true) })) },
    },
    'knowledge.list': {
      route: 'GET /api/v1/knowledge/list',
      summary: 'all knowledge, oldest first, a page at a time',
      deprecated: true,
      needs: 'read',
      query: shape.listQuery,
      answers: { 200: shape.enveloped(shape.page) },
    },
    search: {
      route: 'GET /api/v1/search',
      summary: 'knowledge in which every word occurs',
      needs: 'read',
      query: shape.searchQuery,
      answers: { 200: shape.enveloped(shape.results) },
    },
    'search.semantic': {
      route: 'POST /api/v1/search/semantic',
      summary: 'knowledge that is near in meaning',
      needs: 'read',
      body: shape.semanticQuery,
      answers: { 200: shape.enveloped(shape.results) },
    },
  },
})
