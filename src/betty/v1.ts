/** The tables and columns of a v1 database (v1.md), beside the key `id`. The compiler asks for a codec for each. */
export const v1Columns = {
  users: [
    'username',
    'email',
    'password_hash',
    'role',
    'permissions',
    'display_name',
    'preferences',
    'active',
    'created_at',
  ],
  knowledge: [
    'title',
    'content',
    'type',
    'tags',
    'metadata',
    'project_id',
    'user_id',
    'created_at',
    'updated_at',
  ],
  relationships: ['source_id', 'target_id', 'type', 'strength', 'direction', 'created_at'],
} as const

export type UserColumn = (typeof v1Columns.users)[number]
export type KnowledgeColumn = (typeof v1Columns.knowledge)[number]
export type RelationshipColumn = (typeof v1Columns.relationships)[number]
