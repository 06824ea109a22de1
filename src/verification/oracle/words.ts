/** How an enumerated v1 column reads: what each word becomes, and what nothing or an unknown word becomes. */
export interface WordTable {
  readonly column: string
  readonly words: Readonly<Record<string, string>>
  /** the v1 word that a v2 word goes back to */
  readonly back: Readonly<Record<string, string>>
  readonly missing: string
  readonly unknown: string
  readonly warning: string
}

export const knowledgeTypes: WordTable = {
  column: 'type',
  words: {
    note: 'document',
    document: 'document',
    snippet: 'code',
    code: 'code',
    link: 'reference',
    reference: 'reference',
    image: 'media',
    file: 'media',
  },
  back: { document: 'document', code: 'code', reference: 'reference', media: 'file' },
  missing: 'document',
  unknown: 'document',
  warning: 'unknown_type',
}

export const relationshipTypes: WordTable = {
  column: 'type',
  words: {
    related: 'related_to',
    references: 'references',
    child: 'contains',
    parent: 'contained_by',
    similar: 'similar_to',
    duplicate: 'duplicate_of',
  },
  back: {
    related_to: 'related',
    references: 'references',
    contains: 'child',
    contained_by: 'parent',
    similar_to: 'similar',
    duplicate_of: 'duplicate',
  },
  missing: 'related_to',
  unknown: 'related_to',
  warning: 'unknown_relationship',
}

export const roles: WordTable = {
  column: 'role',
  words: { admin: 'admin', moderator: 'moderator', user: 'user', guest: 'viewer' },
  back: { admin: 'admin', moderator: 'moderator', user: 'user', viewer: 'guest' },
  missing: 'user',
  unknown: 'viewer',
  warning: 'unknown_role',
}

export const directions: WordTable = {
  column: 'direction',
  words: { bidirectional: 'bidirectional', forward: 'forward', backward: 'backward' },
  back: { bidirectional: 'bidirectional', forward: 'forward', backward: 'backward' },
  missing: 'bidirectional',
  unknown: 'bidirectional',
  warning: 'unknown_direction',
}

export const permissionWords: Readonly<Record<string, string>> = {
  read: 'knowledge:read',
  write: 'knowledge:write',
  delete: 'knowledge:delete',
  admin: 'system:admin',
  moderate: 'system:moderate',
}

export const permissionBack: Readonly<Record<string, string>> = {
  'knowledge:read': 'read',
  'knowledge:write': 'write',
  'knowledge:delete': 'delete',
  'system:admin': 'admin',
  'system:moderate': 'moderate',
}

export const priorities: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3, critical: 4 }
export const priorityBack: readonly string[] = ['', 'low', 'medium', 'high', 'critical']
