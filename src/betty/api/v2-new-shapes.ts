import { z } from 'zod'
import { anyJson, fraction, int64, texts, uuid, wholeNumber } from './shapes.ts'
import { knowledge, newKnowledge } from './v2-shapes.ts'

/** Shapes of what only v2 can do. */

export const refresh = z.object({ refresh_token: z.string() })

export const patternRequest = z.object({
  pattern_type: z.literal('path'),
  pattern_definition: z.object({ relationship_types: texts }),
  max_depth: wholeNumber(1).optional(),
  min_confidence: fraction.optional(),
  max_results: wholeNumber(1).optional(),
})

export const patterns = z.object({
  patterns: z.array(
    z.object({
      pattern_id: z.string(),
      pattern_type: z.string(),
      confidence_score: fraction,
      nodes: z.array(anyJson),
      relationships: z.array(anyJson),
    }),
  ),
  total_patterns: int64,
})

export const clusterRequest = z.object({
  algorithm: z.string().optional(),
  min_cluster_size: wholeNumber(1).optional(),
  similarity_threshold: fraction.optional(),
  project_ids: z.array(uuid).nullish(),
})

export const clusters = z.object({
  clusters: z.array(
    z.object({
      cluster_id: z.string(),
      label: z.string(),
      size: int64,
      items: z.array(anyJson),
      topics: texts,
    }),
  ),
  clusters_count: int64,
  algorithm_used: z.string(),
})

export const importRequest = z.object({
  source_type: z.literal('inline'),
  format: z.literal('json'),
  items: z.array(newKnowledge),
  target_project_id: uuid.nullish(),
  duplicate_handling: z.string().optional(),
  batch_size: wholeNumber(1).optional(),
})

const operationStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])

export const importStarted = z.object({
  operation_id: uuid,
  status: operationStatus,
  progress_url: z.string(),
})

export const progress = z.object({
  operation_id: uuid,
  status: operationStatus,
  progress_percentage: anyJson,
  processed_items: int64,
  successful_items: int64,
  failed_items: int64,
  total_items: int64,
})

export const crossSearch = z.object({
  query: z.string(),
  project_ids: z.array(uuid),
  max_results_per_project: wholeNumber(1).optional(),
})

export const crossResults = z.object({
  results: z.record(z.string(), z.array(knowledge)),
  project_breakdown: anyJson,
})

export const newWebhook = z.object({
  name: z.string(),
  url: z.url(),
  events: texts,
  secret: z.string().optional(),
})

export const webhook = z.object({
  webhook_id: uuid,
  name: z.string(),
  url: z.string(),
  events: texts,
  secret_configured: z.boolean(),
  active: z.boolean(),
})
