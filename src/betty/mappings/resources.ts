import { resource } from '../../api/resource.ts'
import {
  shownList,
  shownName,
  shownObject,
  shownReference,
  shownText,
  shownTime,
  shownTrimmed,
  shownWord,
  shownWords,
} from '../../api/shown.ts'
import { defaultProject } from '../identity.ts'
import { knowledge } from '../records/knowledge.ts'
import { users } from '../records/users.ts'

export const knowledgeResource = resource(knowledge, {
  shown: {
    title: shownText,
    content: shownText,
    type: shownWord('document'),
    tags: shownList,
    metadata: shownObject,
    project_id: shownTrimmed(defaultProject.slug),
    user_id: shownReference,
    created_at: shownTime,
    updated_at: shownTime,
  },
  changes: [
    { side: 'request', breaking: true, text: '`type` is called `knowledge_type`, and has four values' },
    { side: 'request', breaking: true, text: '`tags` moved into `metadata.tags`' },
    { side: 'response', breaking: true, text: 'ids are UUIDs; the v1 number is `v1_id`' },
    {
      side: 'response',
      breaking: false,
      text: 'more fields: `embeddings`, `access_control`, `status`, `version`',
    },
  ],
})

export const profileResource = resource(users, {
  shown: {
    username: shownText,
    email: shownText,
    role: shownName('user'),
    permissions: shownWords,
    display_name: shownText,
    preferences: shownObject,
    created_at: shownTime,
  },
  changes: [
    { side: 'response', breaking: true, text: '`display_name` and `preferences` moved into `profile`' },
    { side: 'response', breaking: true, text: 'roles and permissions have other names' },
  ],
})
