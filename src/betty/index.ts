import { defineMigration } from '../migration.ts'
import { v1Api } from './api/v1.ts'
import { v2Api } from './api/v2.ts'
import { addKnowledge, deleteKnowledge, getKnowledge, updateKnowledge } from './mappings/knowledge.ts'
import { listKnowledge, search, semanticSearch } from './mappings/search.ts'
import { health, version } from './mappings/system.ts'
import { login, profile } from './mappings/users.ts'
import { knowledge } from './records/knowledge.ts'
import { relationships } from './records/relationships.ts'
import { users } from './records/users.ts'
import { schema } from './schema/index.ts'

/** BETTY from v1 to v2 and back: what everything else is derived from. */
export const betty = defineMigration({
  name: 'BETTY v1 to v2',
  schema,
  records: [users, knowledge, relationships],
  companions: {
    users: users.columns,
    projects: {
      id: 'uuid',
      slug: 'text',
      name: 'text',
      description: 'text',
      owner_id: 'uuid',
      settings: 'jsonb',
      created_at: 'timestamptz',
      updated_at: 'timestamptz',
    },
  },
  keys: { users: 'v1_id', knowledge_items: 'v1_id', knowledge_relationships: 'v1_id', projects: 'slug' },
  completion: [
    `UPDATE projects p SET created_at = first.at, updated_at = first.at
     FROM (SELECT project_id, min(created_at) AS at FROM knowledge_items WHERE metadata ? 'migration' GROUP BY project_id) first
     WHERE p.id = first.project_id AND p.created_at = p.updated_at AND p.created_at <> first.at
       AND p.owner_id IS NULL AND p.description IS NULL AND p.settings = '{}'`,
  ],
  apis: { source: v1Api, target: v2Api },
  mappings: [
    health,
    version,
    login,
    profile,
    addKnowledge,
    getKnowledge,
    updateKnowledge,
    deleteKnowledge,
    listKnowledge,
    search,
    semanticSearch,
  ],
})
