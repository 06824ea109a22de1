import { flag } from '../../records/codecs/flag.ts'
import { jsonObject } from '../../records/codecs/json-object.ts'
import { wordList } from '../../records/codecs/list.ts'
import { absentText, optionalText } from '../../records/codecs/text.ts'
import { timestamp } from '../../records/codecs/timestamp.ts'
import { uniqueOptionalText, uniqueText } from '../../records/codecs/unique-text.ts'
import { word } from '../../records/codecs/word.ts'
import { defineRecord, field } from '../../records/record.ts'
import { column, member } from '../../records/target-row.ts'
import { identify } from '../identity.ts'
import type { UserColumn } from '../v1.ts'
import { permissions, roles } from '../vocabulary.ts'

/** Who owns what belongs to no user: cannot log in (mapping.md, "Small print"). */
export const unowned = {
  id: identify('users', 'v1-unowned'),
  v1_id: null,
  username: 'v1-unowned',
  email: null,
  password_hash: null,
  role: 'viewer',
  permissions: [],
  profile: {},
  is_active: false,
  created_at: 0n,
  updated_at: 0n,
} as const

export const users = defineRecord<UserColumn>({
  source: 'users',
  target: 'users',
  key: 'id',
  from: 'v1',
  identify: (id) => identify('users', id),
  provenance: member('profile', 'migration'),
  fields: {
    username: field(column('username'), uniqueText('username', 'username_taken')),
    email: field(column('email'), uniqueOptionalText('email', 'email_taken')),
    password_hash: field(column('password_hash'), optionalText()),
    role: field(
      column('role'),
      word(roles, { missing: 'user', unknown: { means: 'viewer', warning: 'unknown_role' } }),
    ),
    permissions: field(column('permissions'), wordList(permissions, 'unknown_permission')),
    display_name: field(member('profile', 'display_name'), absentText()),
    preferences: field(member('profile', 'preferences'), jsonObject({ keys: [], reserved: [] })),
    active: field(column('is_active'), flag(true)),
    created_at: field(column('created_at'), timestamp({ insteadOf: [], warning: 'missing_timestamp' })),
  },
  columns: {
    id: 'uuid',
    v1_id: 'int8',
    username: 'text',
    email: 'text',
    password_hash: 'text',
    role: 'text',
    permissions: 'jsonb',
    profile: 'jsonb',
    is_active: 'bool',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  derive: (row, id) => ({ id: identify('users', id), v1_id: id, updated_at: row.created_at ?? null }),
  unique: [
    {
      column: 'username',
      reserved: [unowned.username],
      key: (name) => name,
      substitute: (name, id) => `${name}~${id}`,
    },
    { column: 'email', reserved: [], key: (address) => address.toLowerCase(), substitute: () => null },
  ],
  references: {},
})
