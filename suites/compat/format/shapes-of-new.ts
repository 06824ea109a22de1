import { z } from 'zod'
import { uuid, v2Success } from './shapes.ts'

const words = z.array(z.string())
const part = z.looseObject({ id: uuid })
const session = z.object({
  token: z.string().min(1),
  refresh_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.number().positive(),
  user: z.object({ id: uuid, v1_id: z.unknown(), username: z.string(), role: z.string() }),
})

/** What the calls answer that v1 has not, read from v2.md, by path. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  '/api/v2/auth/login': session,
  '/api/v2/auth/refresh': session,
  '/api/v2/query/pattern-match': z.object({
    patterns: z.array(
      z.object({
        pattern_id: z.string().min(1),
        pattern_type: z.literal('path'),
        confidence_score: z.unknown(),
        nodes: z.array(part),
        relationships: z.array(part),
      }),
    ),
    total_patterns: z.int(),
  }),
  '/api/v2/query/semantic-clusters': z.object({
    clusters: z.array(
      z.object({
        cluster_id: z.union([z.string(), z.int()]),
        label: z.string(),
        size: z.int(),
        items: z.array(z.unknown()),
        topics: words,
      }),
    ),
    clusters_count: z.int(),
    algorithm_used: z.string().min(1),
  }),
  '/api/v2/batch/knowledge/import': z.object({
    operation_id: uuid,
    status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
    progress_url: z.string().min(1),
  }),
  '/api/v2/webhooks/register': z.object({
    webhook_id: uuid,
    name: z.string(),
    url: z.string(),
    events: words,
    secret_configured: z.boolean(),
    active: z.boolean(),
  }),
}

/** The whole of a success of v2; of calls that are not listed, what is around the data. */
export const successOf = (path: string): z.ZodType => v2Success(shapes[path] ?? z.unknown())
