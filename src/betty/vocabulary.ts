import { bijective, type Vocabulary } from '../records/codecs/word.ts'

/** The words of v1 and what v2 calls them: the tables of mapping.md. Rows and API mappings read the same ones. */

export const knowledgeTypes: Vocabulary = {
  up: {
    note: 'document',
    document: 'document',
    snippet: 'code',
    code: 'code',
    link: 'reference',
    reference: 'reference',
    image: 'media',
    file: 'media',
  },
  down: { document: 'document', code: 'code', reference: 'reference', media: 'file' },
}

export const relationshipTypes = bijective({
  related: 'related_to',
  references: 'references',
  child: 'contains',
  parent: 'contained_by',
  similar: 'similar_to',
  duplicate: 'duplicate_of',
})

export const directions = bijective({
  bidirectional: 'bidirectional',
  forward: 'forward',
  backward: 'backward',
})

export const roles = bijective({ admin: 'admin', moderator: 'moderator', user: 'user', guest: 'viewer' })

export const permissions = bijective({
  read: 'knowledge:read',
  write: 'knowledge:write',
  delete: 'knowledge:delete',
  admin: 'system:admin',
  moderate: 'system:moderate',
})

/** Words of metadata.importance, in the order of the priorities 1 to 4. */
export const importanceWords = ['low', 'medium', 'high', 'critical'] as const
