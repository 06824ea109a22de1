import {
  column,
  defineRecord,
  field,
  identify,
  member,
  reference,
  requiredText,
  type Step,
  timestamp,
} from 'betty-migrate'

/** The table in v2: `id`, `v1_id` and `created_at` are asked for, the rest is yours. */
export const createAttachments: Step = {
  name: 'create-attachments',
  description: 'files that belong to an item',
  version: '2.0.0',
  needs: ['create-knowledge-items'],
  phase: 'tables',
  up: [
    `CREATE TABLE attachments (
       id uuid PRIMARY KEY, v1_id bigint UNIQUE, knowledge_id uuid NOT NULL, file_name text NOT NULL,
       metadata jsonb NOT NULL, created_at timestamptz NOT NULL)`,
  ],
  down: ['DROP TABLE attachments'],
  verify: [`SELECT to_regclass('attachments') IS NOT NULL`],
}

/** Its rows: a codec for every column of v1, and where its value goes. */
export const attachments = defineRecord({
  source: 'attachments',
  target: 'attachments',
  key: 'id',
  from: 'v1',
  identify: (id) => identify('attachments', id),
  provenance: member('metadata', 'migration'),
  fields: {
    item_id: field(
      column('knowledge_id'),
      reference({ from: 'knowledge', to: 'knowledge_items', identify: (id) => identify('knowledge', id) }),
    ),
    file_name: field(column('file_name'), requiredText()),
    created_at: field(column('created_at'), timestamp({ insteadOf: [] })),
  },
  columns: {
    id: 'uuid',
    v1_id: 'int8',
    knowledge_id: 'uuid',
    file_name: 'text',
    metadata: 'jsonb',
    created_at: 'timestamptz',
  },
  derive: (_row, id) => ({ id: identify('attachments', id), v1_id: id }),
  unique: [],
  references: { knowledge_id: 'knowledge_items' },
})
