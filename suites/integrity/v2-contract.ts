/**
 * The v2 tables that a migration fills, read from v2.md a second time, so that the declared schema cannot vouch
 * for itself. `!` stands for NOT NULL.
 */
export const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  users: {
    id: 'uuid!',
    v1_id: 'bigint',
    username: 'text!',
    email: 'text',
    password_hash: 'text',
    role: 'text!',
    permissions: 'jsonb!',
    profile: 'jsonb!',
    is_active: 'boolean!',
    created_at: 'timestamp with time zone!',
    updated_at: 'timestamp with time zone!',
  },
  projects: {
    id: 'uuid!',
    slug: 'text!',
    name: 'text!',
    description: 'text',
    owner_id: 'uuid',
    settings: 'jsonb!',
    created_at: 'timestamp with time zone!',
    updated_at: 'timestamp with time zone!',
  },
  knowledge_items: {
    id: 'uuid!',
    v1_id: 'bigint',
    project_id: 'uuid!',
    created_by: 'uuid!',
    title: 'text!',
    content: 'text!',
    knowledge_type: 'text!',
    status: 'text!',
    version: 'text!',
    quality_score: 'real',
    metadata: 'jsonb!',
    vector_embedding: 'ARRAY',
    access_control: 'jsonb!',
    created_at: 'timestamp with time zone!',
    updated_at: 'timestamp with time zone!',
  },
  knowledge_relationships: {
    id: 'uuid!',
    v1_id: 'bigint',
    source_knowledge_id: 'uuid!',
    target_knowledge_id: 'uuid!',
    relationship_type: 'text!',
    strength: 'double precision!',
    direction: 'text!',
    metadata: 'jsonb!',
    created_at: 'timestamp with time zone!',
    updated_at: 'timestamp with time zone!',
  },
}

/** Keys as PostgreSQL writes them out, by table. */
export const keys: Readonly<Record<string, readonly string[]>> = {
  users: ['PRIMARY KEY (id)', 'UNIQUE (v1_id)', 'UNIQUE (username)'],
  projects: [
    'PRIMARY KEY (id)',
    'UNIQUE (slug)',
    'FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL',
  ],
  knowledge_items: [
    'PRIMARY KEY (id)',
    'UNIQUE (v1_id)',
    'FOREIGN KEY (project_id) REFERENCES projects(id)',
    'FOREIGN KEY (created_by) REFERENCES users(id)',
  ],
  knowledge_relationships: [
    'PRIMARY KEY (id)',
    'UNIQUE (v1_id)',
    'FOREIGN KEY (source_knowledge_id) REFERENCES knowledge_items(id) ON DELETE CASCADE',
    'FOREIGN KEY (target_knowledge_id) REFERENCES knowledge_items(id) ON DELETE CASCADE',
  ],
}

/** First columns or expressions that must be indexed, by table. */
export const indexed: Readonly<Record<string, readonly string[]>> = {
  users: ['lower(email)'],
  projects: ['owner_id'],
  knowledge_items: [
    'project_id',
    'created_by',
    'knowledge_type',
    'status',
    'created_at',
    'metadata',
    "to_tsvector('english'",
  ],
  knowledge_relationships: ['source_knowledge_id', 'target_knowledge_id'],
}
