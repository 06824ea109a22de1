import { column, defineConfig, field, optionalText, type Step } from 'betty-migrate'
import { attachments, createAttachments } from './attachments.ts'
import { unixText } from './codecs.ts'

const addColor: Step = {
  name: 'add-color',
  description: 'a color for every item',
  version: '2.0.0',
  needs: ['create-knowledge-items'],
  phase: 'tables',
  up: ['ALTER TABLE knowledge_items ADD COLUMN color text'],
  down: ['ALTER TABLE knowledge_items DROP COLUMN color'],
  verify: [
    `SELECT EXISTS (SELECT FROM pg_attribute
       WHERE attrelid = to_regclass('knowledge_items') AND attname = 'color' AND NOT attisdropped)`,
  ],
}

export default defineConfig({
  migration: {
    steps: [addColor, createAttachments],
    columns: { knowledge_items: { color: 'text' } },
    fields: {
      knowledge: {
        content: field(column('content'), unixText()),
        color: field(column('color'), optionalText()),
      },
    },
    records: [attachments],
  },
})
