import { z } from 'zod'
import {
  anyJson,
  fraction,
  instant,
  int64,
  int64OrNull,
  jsonObject,
  number,
  texts,
  uuid,
  wholeNumber,
} from './shapes.ts'

const knowledgeType = z.enum(['document', 'code', 'reference', 'media'])

export const knowledge = z
  .object({
    id: uuid,
    v1_id: int64OrNull,
    title: z.string(),
    content: z.string(),
    knowledge_type: knowledgeType,
    project_id: uuid,
    created_by: uuid,
    metadata: jsonObject,
    status: z.enum(['active', 'deleted']),
    version: z.string(),
    quality_score: number.nullable(),
    embeddings: z.array(number).nullable(),
    access_control: z.object({ owner_id: uuid, visibility: z.string(), permissions: z.array(anyJson) }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'V2Knowledge' })

/** `metadata.tags` is a list of texts; the other members are free. */
const metadata = jsonObject.refine(
  ({ tags }) => tags === undefined || texts.safeParse(tags).success,
  'tags must be a list of texts',
)

export const newKnowledge = z
  .object({
    title: z.string(),
    content: z.string(),
    knowledge_type: knowledgeType,
    metadata: metadata.optional(),
    project_id: uuid.nullish(),
  })
  .meta({ id: 'V2NewKnowledge' })

export const knowledgeChange = newKnowledge.partial().meta({ id: 'V2KnowledgeChange' })

export const profile = z
  .object({
    id: uuid,
    v1_id: int64OrNull,
    username: z.string(),
    email: z.string().nullable(),
    role: z.string(),
    permissions: texts,
    profile: z.object({
      display_name: z.string().nullish(),
      preferences: jsonObject.nullish(),
      metadata: jsonObject.nullish(),
    }),
    created_at: instant,
  })
  .meta({ id: 'V2Profile' })

export const session = z
  .object({
    token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: int64,
    user: z.object({ id: uuid, v1_id: int64OrNull, username: z.string(), role: z.string() }),
  })
  .meta({ id: 'V2Session' })

const filter = z.object({
  field: z.string(),
  operator: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains']),
  value: anyJson,
})

export const searchRequest = z
  .object({
    query: z.string().optional(),
    search_type: z.enum(['hybrid', 'semantic', 'keyword']).optional(),
    filters: z.array(filter).optional(),
    similarity_threshold: fraction.optional(),
    max_results: wholeNumber(1).optional(),
    offset: wholeNumber(0).optional(),
    include_metadata: z.boolean().optional(),
    project_ids: z.array(uuid).nullish(),
    time_range: z.object({ start: instant.nullish(), end: instant.nullish() }).nullish(),
    group_by: z.string().nullish(),
  })
  .meta({ id: 'V2SearchRequest' })

const hit = knowledge
  .extend({ similarity_score: fraction, ranking_score: number, highlights: z.array(anyJson) })
  .meta({ id: 'V2Hit' })

export const found = z.object({
  results: z.array(hit),
  search_metadata: z.object({
    total_results: int64,
    search_type_used: z.string(),
    filters_applied: z.array(anyJson),
    execution_time_ms: number,
  }),
})

export const health = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  version: z.string(),
  database: z.string(),
})

export const build = z.object({
  api_version: z.string(),
  build_info: z.object({ commit: z.string(), built_at: z.string() }),
  features: texts,
})

export const failure = z
  .object({
    success: z.literal(false),
    error_code: z.string(),
    message: z.string(),
    details: anyJson.optional(),
    timestamp: instant,
    request_id: z.string(),
  })
  .meta({ id: 'V2Failure' })

export const enveloped = <T extends z.ZodType>(data: T) =>
  z.object({
    success: z.literal(true),
    message: z.string(),
    data,
    timestamp: instant,
    api_version: z.literal('2.0'),
    request_id: z.string(),
  })
