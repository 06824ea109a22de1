import { z } from 'zod'
import { isJsonNumber, isJsonObject } from '../../../src/json/json.ts'

/** The promised shapes, read from v1.md and v2.md; no server's own schema is used. */

const id64 = z.custom((value) => isJsonNumber(value as never), 'expected a number')
const anyObject = z.custom((value) => isJsonObject(value), 'expected an object')
const utc = z
  .string()
  .regex(/^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)$/, 'expected ISO 8601 in UTC')
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'expected a UUID')
const texts = z.array(z.string())

const v1Item = z.strictObject({
  id: id64,
  title: z.string(),
  content: z.string(),
  type: z.string(),
  tags: texts,
  metadata: anyObject,
  project_id: z.string(),
  user_id: id64.nullable(),
  created_at: utc,
  updated_at: utc,
})

const v1Success = (data: z.ZodType) => z.strictObject({ success: z.literal(true), data })

export const v1Shapes = {
  item: v1Success(v1Item),
  list: v1Success(
    z.strictObject({ results: z.array(v1Item), total: z.int(), page: z.int(), limit: z.int() }),
  ),
  search: v1Success(z.strictObject({ results: z.array(v1Item), total: z.int() })),
  profile: v1Success(
    z.strictObject({
      id: id64,
      username: z.string(),
      email: z.string().nullable(),
      role: z.string(),
      permissions: texts,
      display_name: z.string().nullable(),
      preferences: anyObject,
      created_at: utc,
    }),
  ),
  version: v1Success(z.strictObject({ version: z.string(), build: z.string() })),
  health: z.object({ status: z.literal('healthy'), version: z.string() }),
  failure: z.strictObject({ success: z.literal(false), error: z.string().min(1) }),
} as const

const v2Item = z.object({
  id: uuid,
  v1_id: id64.nullable(),
  title: z.string(),
  content: z.string(),
  knowledge_type: z.enum(['document', 'code', 'reference', 'media']),
  project_id: uuid,
  created_by: uuid,
  metadata: z.custom(
    (value) => isJsonObject(value) && Array.isArray(value.tags),
    'expected an object with tags',
  ),
  status: z.literal('active'),
  version: z.literal('2.0'),
  quality_score: z.number().nullable(),
  embeddings: z.array(z.number()).nullable(),
  access_control: z.object({ owner_id: uuid, visibility: z.string(), permissions: z.array(z.unknown()) }),
  created_at: utc,
  updated_at: utc,
})

const score = z.number().min(0).max(1)

/** Two clocks may be this far apart, in milliseconds. */
const near = 300_000

const now = utc.refine((time) => Math.abs(Date.parse(time) - Date.now()) <= near, 'expected the time of now')

export const v2Success = (data: z.ZodType) =>
  z.object({
    success: z.literal(true),
    message: z.string(),
    data,
    timestamp: now,
    api_version: z.literal('2.0'),
    request_id: z.string().min(1),
  })

export const v2Shapes = {
  item: v2Success(v2Item),
  deleted: v2Success(v2Item.extend({ status: z.literal('deleted') })),
  search: v2Success(
    z.object({
      results: z.array(
        v2Item.extend({ similarity_score: score, ranking_score: z.number(), highlights: z.unknown() }),
      ),
      search_metadata: z.object({
        total_results: z.int(),
        search_type_used: z.enum(['hybrid', 'semantic', 'keyword']),
        filters_applied: z.unknown(),
        execution_time_ms: z.number().nonnegative(),
      }),
    }),
  ),
  profile: v2Success(
    z.object({
      id: uuid,
      v1_id: id64.nullable(),
      username: z.string(),
      email: z.string().nullable(),
      role: z.enum(['admin', 'moderator', 'user', 'viewer']),
      permissions: texts,
      profile: anyObject,
      created_at: utc,
    }),
  ),
  health: z.object({ status: z.literal('healthy'), version: z.string(), database: z.literal('connected') }),
  version: v2Success(
    z.object({
      api_version: z.string().regex(/^v?2(\.|$)/, 'expected a version 2'),
      build_info: z.object({ commit: z.string(), built_at: z.string() }),
      features: texts.min(1),
    }),
  ),
  failure: z.object({
    success: z.literal(false),
    error_code: z.string().min(1),
    message: z.string().min(1),
    details: z.custom((value) => value !== undefined, 'is missing'),
    timestamp: now,
    request_id: z.string().min(1),
  }),
} as const
