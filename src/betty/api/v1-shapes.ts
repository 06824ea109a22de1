import { z } from 'zod'
import { instant, int64, int64OrNull, jsonObject, texts, wholeNumber } from './shapes.ts'

export const knowledge = z
  .object({
    id: int64OrNull,
    title: z.string(),
    content: z.string(),
    type: z.string(),
    tags: texts,
    metadata: jsonObject,
    project_id: z.string(),
    user_id: int64OrNull,
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'V1Knowledge' })

export const newKnowledge = z
  .object({
    title: z.string(),
    content: z.string(),
    type: z.string().min(1),
    tags: texts.optional(),
    metadata: jsonObject.optional(),
    project_id: z.string().nullish(),
  })
  .meta({ id: 'V1NewKnowledge' })

export const knowledgeChange = newKnowledge.partial().meta({ id: 'V1KnowledgeChange' })

export const profile = z
  .object({
    id: int64OrNull,
    username: z.string(),
    email: z.string().nullable(),
    role: z.string(),
    permissions: texts,
    display_name: z.string().nullable(),
    preferences: jsonObject,
    created_at: instant,
  })
  .meta({ id: 'V1Profile' })

export const session = z
  .object({
    token: z.string(),
    expires_in: int64,
    user: z.object({ id: int64OrNull, username: z.string(), role: z.string() }),
  })
  .meta({ id: 'V1Session' })

export const results = z.object({ results: z.array(knowledge), total: int64 })

export const page = results.extend({ page: int64, limit: int64 })

export const health = z.object({ status: z.literal('healthy'), version: z.string() })

export const build = z.object({ version: z.string(), build: z.string() })

export const listQuery = z.object({
  page: z.string().optional().meta({ description: 'from 1 on; 1 when left out' }),
  limit: z.string().optional().meta({ description: '1 to 100; 20 when left out' }),
  type: z.string().optional(),
  project_id: z.string().optional(),
})

export const searchQuery = z.object({
  q: z.string().optional().meta({ description: 'every word must occur in title or content' }),
  limit: z.string().optional().meta({ description: '1 to 100; 20 when left out' }),
  type: z.string().optional(),
})

export const semanticQuery = z
  .object({ query: z.string(), limit: wholeNumber(1).optional(), type: z.string().optional() })
  .meta({ id: 'V1SemanticQuery' })

export const failure = z.object({ success: z.literal(false), error: z.string() }).meta({ id: 'V1Failure' })

export const enveloped = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data })
