import { defineMigration, type Migration } from '../migration.ts'
import type { RecordDefinition } from '../records/record.ts'
import { v1Api } from './api/v1.ts'
import { v2Api } from './api/v2.ts'
import { addKnowledge, deleteKnowledge, getKnowledge, updateKnowledge } from './mappings/knowledge.ts'
import { knowledgeResource } from './mappings/resources.ts'
import { listKnowledge, search, semanticSearch } from './mappings/search.ts'
import { health, version } from './mappings/system.ts'
import { login, profile } from './mappings/users.ts'
import { knowledge } from './records/knowledge.ts'
import { relationships } from './records/relationships.ts'
import { users } from './records/users.ts'
import { schema } from './schema/index.ts'

/** The rows of BETTY. */
export const records: readonly RecordDefinition[] = [users, knowledge, relationships]

/** BETTY over records: those of the contract, or with changes in them, which its endpoints then follow. */
export function declareBetty(given: readonly RecordDefinition[]): Migration {
  const recordOf = (source: string): RecordDefinition =>
    given.find((record) => record.source === source) ?? missing(source)
  const item = knowledgeResource(recordOf('knowledge'))
  return defineMigration({
    name: 'BETTY v1 to v2',
    schema,
    records: given,
    companions: {
      users: recordOf('users').columns,
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
      profile(recordOf('users')),
      addKnowledge(item),
      getKnowledge(item),
      updateKnowledge(item),
      deleteKnowledge,
      listKnowledge(item),
      search(item),
      semanticSearch(item),
    ],
  })
}

const missing = (source: string): never => {
  throw new TypeError(`BETTY needs a record of "${source}"`)
}

/** BETTY from v1 to v2 and back: what everything else is derived from. */
export const betty = declareBetty(records)
