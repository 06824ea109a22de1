import type { Step } from '../../schema/step.ts'

const constraintThere = (name: string): string =>
  `SELECT EXISTS (SELECT FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname = current_schema() AND c.conname = '${name}' AND c.convalidated)`

const indexThere = (name: string): string =>
  `SELECT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('${name}') AND i.indisvalid)`

const keysOf = (
  table: string,
  needs: readonly string[],
  keys: Readonly<Record<string, string>>,
  phase: Step['phase'] = 'indexes',
): Step => ({
  name: `key-${table.replaceAll('_', '-')}`,
  description: `primary, unique and foreign keys of ${table}`,
  version: '2.0.0',
  needs: [
    `create-${table.replaceAll('_', '-')}`,
    ...needs.map((other) => `key-${other.replaceAll('_', '-')}`),
  ],
  phase,
  up: Object.entries(keys).map(([name, key]) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${key}`),
  down: Object.keys(keys)
    .reverse()
    .map((name) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`),
  verify: Object.keys(keys).map(constraintThere),
})

const indexesOf = (table: string, indexes: Readonly<Record<string, string>>, unique = false): Step => ({
  name: `index-${table.replaceAll('_', '-')}`,
  description: `indexes of ${table}`,
  version: '2.0.0',
  needs: [`create-${table.replaceAll('_', '-')}`],
  phase: 'indexes',
  up: Object.entries(indexes).map(([name, on]) => ({ name, table, unique, on })),
  down: Object.keys(indexes).map((name) => `DROP INDEX ${name}`),
  verify: Object.keys(indexes).map(indexThere),
})

/**
 * `to_tsvector` refuses more than 1 MiB of lexemes and positions; the first 250,000 characters stay below it
 * whatever they hold (PostgreSQL documentation, "Limitations" of full text search).
 */
export const searchVector = `to_tsvector('english', left(title || ' ' || content, 250000))`

/** Small tables get their keys at once, because rows are added to them while the large ones are loaded. */
export const keysAndIndexes: readonly Step[] = [
  keysOf(
    'users',
    [],
    {
      users_pkey: 'PRIMARY KEY (id)',
      users_v1_id_key: 'UNIQUE (v1_id)',
      users_username_key: 'UNIQUE (username)',
    },
    'tables',
  ),
  indexesOf('users', { users_email_key: '(lower(email)) WHERE email IS NOT NULL' }, true),
  keysOf(
    'projects',
    ['users'],
    {
      projects_pkey: 'PRIMARY KEY (id)',
      projects_slug_key: 'UNIQUE (slug)',
      projects_owner_id_fkey: 'FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL',
    },
    'tables',
  ),
  indexesOf('projects', { projects_owner_id_idx: '(owner_id)' }),
  keysOf('knowledge_items', ['users', 'projects'], {
    knowledge_items_pkey: 'PRIMARY KEY (id)',
    knowledge_items_v1_id_key: 'UNIQUE (v1_id)',
    knowledge_items_project_id_fkey: 'FOREIGN KEY (project_id) REFERENCES projects (id)',
    knowledge_items_created_by_fkey: 'FOREIGN KEY (created_by) REFERENCES users (id)',
  }),
  indexesOf('knowledge_items', {
    knowledge_items_project_id_idx: '(project_id)',
    knowledge_items_created_by_idx: '(created_by)',
    knowledge_items_knowledge_type_idx: '(knowledge_type)',
    knowledge_items_status_idx: '(status)',
    knowledge_items_created_at_idx: '(created_at)',
    knowledge_items_metadata_idx: 'USING gin (metadata jsonb_path_ops)',
    knowledge_items_search_idx: `USING gin (${searchVector})`,
  }),
  keysOf('knowledge_relationships', ['knowledge_items'], {
    knowledge_relationships_pkey: 'PRIMARY KEY (id)',
    knowledge_relationships_v1_id_key: 'UNIQUE (v1_id)',
    knowledge_relationships_source_fkey:
      'FOREIGN KEY (source_knowledge_id) REFERENCES knowledge_items (id) ON DELETE CASCADE',
    knowledge_relationships_target_fkey:
      'FOREIGN KEY (target_knowledge_id) REFERENCES knowledge_items (id) ON DELETE CASCADE',
  }),
  indexesOf('knowledge_relationships', {
    knowledge_relationships_source_idx: '(source_knowledge_id)',
    knowledge_relationships_target_idx: '(target_knowledge_id)',
  }),
  keysOf('batch_operations', [], { batch_operations_pkey: 'PRIMARY KEY (id)' }),
  keysOf('project_connections', ['projects'], {
    project_connections_pkey: 'PRIMARY KEY (id)',
    project_connections_pair_key: 'UNIQUE (source_project_id, target_project_id)',
    project_connections_source_fkey: 'FOREIGN KEY (source_project_id) REFERENCES projects (id)',
    project_connections_target_fkey: 'FOREIGN KEY (target_project_id) REFERENCES projects (id)',
  }),
  indexesOf('project_connections', { project_connections_target_idx: '(target_project_id)' }),
  keysOf('webhooks', ['users'], {
    webhooks_pkey: 'PRIMARY KEY (id)',
    webhooks_user_id_fkey: 'FOREIGN KEY (user_id) REFERENCES users (id)',
  }),
  indexesOf('webhooks', { webhooks_user_id_idx: '(user_id)' }),
  keysOf('webhook_deliveries', ['webhooks'], {
    webhook_deliveries_pkey: 'PRIMARY KEY (id)',
    webhook_deliveries_webhook_id_fkey: 'FOREIGN KEY (webhook_id) REFERENCES webhooks (id)',
  }),
  indexesOf('webhook_deliveries', { webhook_deliveries_webhook_id_idx: '(webhook_id)' }),
]
