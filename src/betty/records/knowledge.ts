import { jsonObject } from '../../records/codecs/json-object.ts'
import { textList } from '../../records/codecs/list.ts'
import { reference } from '../../records/codecs/reference.ts'
import { requiredText } from '../../records/codecs/text.ts'
import { timestamp } from '../../records/codecs/timestamp.ts'
import { word } from '../../records/codecs/word.ts'
import { defineRecord, field } from '../../records/record.ts'
import { column, member, otherMembers } from '../../records/target-row.ts'
import { remember } from '../../remember.ts'
import { identify, knowledgeId } from '../identity.ts'
import { metadataKeys } from '../metadata-keys.ts'
import type { KnowledgeColumn } from '../v1.ts'
import { knowledgeTypes } from '../vocabulary.ts'
import { projectSlug } from './project-slug.ts'
import { unowned } from './users.ts'

/** A few users own all items. */
const userId = remember(10_000, (id: bigint) => identify('users', id))

const accessOf = remember(10_000, (owner: string | null) =>
  Object.freeze({ owner_id: owner, visibility: 'private', permissions: Object.freeze([]) }),
)

export const knowledge = defineRecord<KnowledgeColumn>({
  source: 'knowledge',
  target: 'knowledge_items',
  key: 'id',
  from: 'v1',
  identify: knowledgeId,
  provenance: member('metadata', 'migration'),
  fields: {
    title: field(column('title'), requiredText()),
    content: field(column('content'), requiredText()),
    type: field(
      column('knowledge_type'),
      word(knowledgeTypes, { missing: 'document', unknown: { means: 'document', warning: 'unknown_type' } }),
    ),
    tags: field(member('metadata', 'tags'), textList()),
    metadata: field(
      otherMembers('metadata', ['tags', 'migration']),
      jsonObject({ keys: metadataKeys, reserved: ['tags', 'migration'] }),
    ),
    project_id: field(column('project_id'), projectSlug()),
    user_id: field(
      column('created_by'),
      reference({
        from: 'users',
        to: 'users',
        identify: userId,
        otherwise: { row: unowned, warning: 'missing_owner' },
      }),
    ),
    created_at: field(
      column('created_at'),
      timestamp({ insteadOf: ['updated_at'], warning: 'missing_timestamp' }),
    ),
    updated_at: field(column('updated_at'), timestamp({ insteadOf: ['created_at'] })),
  },
  columns: {
    id: 'uuid',
    v1_id: 'int8',
    project_id: 'uuid',
    created_by: 'uuid',
    title: 'text',
    content: 'text',
    knowledge_type: 'text',
    status: 'text',
    version: 'text',
    metadata: 'jsonb',
    access_control: 'jsonb',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  derive: (row, id) => ({
    id: knowledgeId(id),
    v1_id: id,
    status: 'active',
    version: '2.0',
    access_control: accessOf((row.created_by ?? null) as string | null),
  }),
  unique: [],
  references: { created_by: 'users', project_id: 'projects' },
})
