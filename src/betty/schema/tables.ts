import type { Step } from '../../schema/step.ts'

const table = (name: string, needs: readonly string[], description: string, columns: string): Step => ({
  name: `create-${name.replaceAll('_', '-')}`,
  description,
  version: '2.0.0',
  needs: needs.map((other) => `create-${other.replaceAll('_', '-')}`),
  phase: 'tables',
  up: [`CREATE TABLE ${name} (${columns})`],
  down: [`DROP TABLE ${name}`],
  verify: [`SELECT to_regclass('${name}') IS NOT NULL`],
})

const numbered = (step: Step, name: string): Step => ({
  ...step,
  up: [
    `CREATE SEQUENCE ${name}_v1_id_seq AS bigint`,
    ...step.up,
    `ALTER SEQUENCE ${name}_v1_id_seq OWNED BY ${name}.v1_id`,
  ],
  verify: [...step.verify, `SELECT to_regclass('${name}_v1_id_seq') IS NOT NULL`],
})

/**
 * The tables of v2.md with their primary keys and checks. Unique keys, foreign keys and indexes are steps
 * of their own, because a bulk load is faster without them.
 */
export const tables: readonly Step[] = [
  numbered(
    table(
      'users',
      [],
      'people who log in',
      `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      v1_id bigint DEFAULT nextval('users_v1_id_seq'),
      username text NOT NULL,
      email text,
      password_hash text,
      role text NOT NULL DEFAULT 'user' CHECK (role IN ('admin', 'moderator', 'user', 'viewer')),
      permissions jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(permissions) = 'array'),
      profile jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(profile) = 'object'),
      is_active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
    ),
    'users',
  ),
  table(
    'projects',
    ['users'],
    'groups of knowledge; the slug is the v1 project_id',
    `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      slug text NOT NULL,
      name text NOT NULL,
      description text,
      owner_id uuid,
      settings jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
  ),
  numbered(
    table(
      'knowledge_items',
      ['users', 'projects'],
      'pieces of knowledge',
      `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      v1_id bigint DEFAULT nextval('knowledge_items_v1_id_seq'),
      project_id uuid NOT NULL,
      created_by uuid NOT NULL,
      title text NOT NULL,
      content text NOT NULL,
      knowledge_type text NOT NULL CHECK (knowledge_type IN ('document', 'code', 'reference', 'media')),
      status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deleted')),
      version text NOT NULL DEFAULT '2.0',
      quality_score real,
      metadata jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
      vector_embedding real[],
      access_control jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(access_control) = 'object'),
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
    ),
    'knowledge_items',
  ),
  numbered(
    table(
      'knowledge_relationships',
      ['knowledge_items'],
      'links between pieces of knowledge',
      `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      v1_id bigint DEFAULT nextval('knowledge_relationships_v1_id_seq'),
      source_knowledge_id uuid NOT NULL,
      target_knowledge_id uuid NOT NULL,
      relationship_type text NOT NULL,
      strength double precision NOT NULL DEFAULT 0.5 CHECK (strength >= 0 AND strength <= 1),
      direction text NOT NULL DEFAULT 'bidirectional',
      metadata jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
    ),
    'knowledge_relationships',
  ),
  table(
    'batch_operations',
    [],
    'imports and their progress',
    `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      operation_type text NOT NULL,
      status text NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
      progress_percentage double precision NOT NULL DEFAULT 0,
      total_items integer NOT NULL DEFAULT 0,
      processed_items integer NOT NULL DEFAULT 0,
      successful_items integer NOT NULL DEFAULT 0,
      failed_items integer NOT NULL DEFAULT 0,
      current_phase text,
      metadata jsonb NOT NULL DEFAULT '{}',
      error_details text,
      started_at timestamptz,
      completed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
  ),
  table(
    'project_connections',
    ['projects'],
    'projects that may look into each other',
    `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      source_project_id uuid NOT NULL,
      target_project_id uuid NOT NULL,
      connection_type text NOT NULL,
      permissions jsonb NOT NULL DEFAULT '[]',
      status text NOT NULL DEFAULT 'active',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
  ),
  table(
    'webhooks',
    ['users'],
    'who is told about events',
    `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      user_id uuid NOT NULL,
      name text NOT NULL,
      url text NOT NULL,
      events text[] NOT NULL,
      secret text,
      active boolean NOT NULL DEFAULT true,
      filters jsonb NOT NULL DEFAULT '{}',
      headers jsonb NOT NULL DEFAULT '{}',
      retry_config jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()`,
  ),
  table(
    'webhook_deliveries',
    ['webhooks'],
    'attempts to tell them',
    `
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      webhook_id uuid NOT NULL,
      event_type text NOT NULL,
      payload jsonb NOT NULL,
      status text NOT NULL,
      response_code integer,
      response_body text,
      response_time_ms double precision,
      attempt_count integer NOT NULL DEFAULT 0,
      max_attempts integer NOT NULL DEFAULT 3,
      next_retry_at timestamptz,
      delivered_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now()`,
  ),
]
