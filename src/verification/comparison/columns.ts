/** Tables of v2 that hold what was migrated. */
export type TargetTable = 'users' | 'projects' | 'knowledge_items' | 'knowledge_relationships'
/** Those whose rows have a v1 id. */
export type NumberedTable = Exclude<TargetTable, 'projects'>

export type ColumnKind = 'id' | 'text' | 'json' | 'boolean' | 'time' | 'double'

/** Every v2 column that the migration gives a value to, but `v1_id`. */
export const columns: Readonly<Record<TargetTable, readonly (readonly [string, ColumnKind])[]>> = {
  users: [
    ['id', 'id'],
    ['username', 'text'],
    ['email', 'text'],
    ['password_hash', 'text'],
    ['role', 'text'],
    ['permissions', 'json'],
    ['profile', 'json'],
    ['is_active', 'boolean'],
    ['created_at', 'time'],
    ['updated_at', 'time'],
  ],
  projects: [
    ['id', 'id'],
    ['slug', 'text'],
    ['name', 'text'],
    ['owner_id', 'id'],
    ['settings', 'json'],
    ['created_at', 'time'],
    ['updated_at', 'time'],
  ],
  knowledge_items: [
    ['id', 'id'],
    ['project_id', 'id'],
    ['created_by', 'id'],
    ['title', 'text'],
    ['content', 'text'],
    ['knowledge_type', 'text'],
    ['status', 'text'],
    ['version', 'text'],
    ['metadata', 'json'],
    ['access_control', 'json'],
    ['created_at', 'time'],
    ['updated_at', 'time'],
  ],
  knowledge_relationships: [
    ['id', 'id'],
    ['source_knowledge_id', 'id'],
    ['target_knowledge_id', 'id'],
    ['relationship_type', 'text'],
    ['strength', 'double'],
    ['direction', 'text'],
    ['metadata', 'json'],
    ['created_at', 'time'],
    ['updated_at', 'time'],
  ],
}

export const kindOf = (table: TargetTable, column: string): ColumnKind | undefined =>
  columns[table].find(([name]) => name === column)?.[1]

/** Where a row says that it was migrated. */
export const migrationColumn = {
  users: 'profile',
  knowledge_items: 'metadata',
  knowledge_relationships: 'metadata',
} as const satisfies Record<NumberedTable, string>

/** The v2 table of a v1 table. */
export const tableOf = {
  users: 'users',
  knowledge: 'knowledge_items',
  relationships: 'knowledge_relationships',
} as const
