import { type Resource, resource } from '../../api/lenses/resource.ts'
import {
  shownList,
  shownName,
  shownObject,
  shownReference,
  shownRow,
  shownText,
  shownTime,
  shownWord,
  shownWords,
} from '../../api/lenses/shown.ts'
import { shownAsBefore } from '../../api/lenses/shown-as-before.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { defaultProject } from '../identity.ts'
import { knowledge as contractKnowledge } from '../records/knowledge.ts'
import { users as contractUsers } from '../records/users.ts'

export const knowledgeResource = (knowledge: RecordDefinition): Resource =>
  resource(knowledge, {
    shown: shownAsBefore(contractKnowledge, knowledge, {
      title: shownText,
      content: shownText,
      type: shownWord('document'),
      tags: shownList,
      metadata: shownObject,
      project_id: shownRow({ id: defaultProject.id, text: defaultProject.slug }),
      user_id: shownReference,
      created_at: shownTime,
      updated_at: shownTime,
    }),
    writable: ['title', 'content', 'type', 'tags', 'metadata', 'project_id'],
    added: ['embeddings', 'access_control', 'status', 'version', 'quality_score'],
  })

export const profileResource = (users: RecordDefinition): Resource =>
  resource(users, {
    shown: shownAsBefore(contractUsers, users, {
      username: shownText,
      email: shownText,
      role: shownName('user'),
      permissions: shownWords,
      display_name: shownText,
      preferences: { ...shownObject, sameValue: true },
      created_at: shownTime,
    }),
    writable: [],
    added: ['profile.metadata'],
  })
