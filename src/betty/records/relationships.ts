import { fraction } from '../../records/codecs/fraction.ts'
import { reference } from '../../records/codecs/reference.ts'
import { timestamp } from '../../records/codecs/timestamp.ts'
import { word } from '../../records/codecs/word.ts'
import { defineRecord, field } from '../../records/record.ts'
import { column, member } from '../../records/target-row.ts'
import { identify, knowledgeId } from '../identity.ts'
import type { RelationshipColumn } from '../v1.ts'
import { directions, relationshipTypes } from '../vocabulary.ts'

const end = () => reference({ from: 'knowledge', to: 'knowledge_items', identify: knowledgeId })

export const relationships = defineRecord<RelationshipColumn>({
  source: 'relationships',
  target: 'knowledge_relationships',
  key: 'id',
  from: 'v1',
  identify: (id) => identify('relationships', id),
  provenance: member('metadata', 'migration'),
  fields: {
    source_id: field(column('source_knowledge_id'), end()),
    target_id: field(column('target_knowledge_id'), end()),
    type: field(
      column('relationship_type'),
      word(relationshipTypes, {
        missing: 'related_to',
        unknown: { means: 'related_to', warning: 'unknown_relationship' },
      }),
    ),
    strength: field(column('strength'), fraction(0.5, 'bad_strength')),
    direction: field(
      column('direction'),
      word(directions, {
        missing: 'bidirectional',
        unknown: { means: 'bidirectional', warning: 'unknown_direction' },
      }),
    ),
    created_at: field(column('created_at'), timestamp({ insteadOf: [], warning: 'missing_timestamp' })),
  },
  columns: {
    id: 'uuid',
    v1_id: 'int8',
    source_knowledge_id: 'uuid',
    target_knowledge_id: 'uuid',
    relationship_type: 'text',
    strength: 'float8',
    direction: 'text',
    metadata: 'jsonb',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  derive: (row, id) => ({
    id: identify('relationships', id),
    v1_id: id,
    updated_at: row.created_at ?? null,
  }),
  unique: [],
  references: { source_knowledge_id: 'knowledge_items', target_knowledge_id: 'knowledge_items' },
})
