import { type Expectation, type ExpectedRow, landed, quarantined } from './expectation.ts'
import type { Fault } from './fault.ts'
import { idOf, UNOWNED } from './identity.ts'
import type { Json } from './json.ts'
import { RowReading } from './row-reading.ts'
import type { Source, SourceRow } from './source.ts'
import { roles } from './words.ts'

/** Users in order of id: of two that share a name or an address, the later one yields. */
export function* expectUsers(source: Source): Generator<Expectation> {
  const usernames = new Set<string>([UNOWNED.username])
  const emails = new Set<string>()
  for (const row of source.rows('users')) {
    const { reading, columns } = readUser(row)
    if (reading.fault !== undefined) {
      yield quarantined(row, reading.fault)
      continue
    }
    let username = columns.username
    while (usernames.has(username)) username = `${username}~${row.id}`
    usernames.add(username)
    if (username !== columns.username) {
      reading.warnings.add('username_taken')
      reading.keep('username')
    }
    let email = columns.email
    if (email !== null && emails.has(email.toLowerCase())) {
      reading.warnings.add('email_taken')
      reading.keep('email')
      email = null
    }
    if (email !== null) emails.add(email.toLowerCase())
    const profile: Json = { ...columns.profile, migration: reading.migration() }
    yield landed(row.id, { ...columns, username, email, profile }, reading.warnings)
  }
}

/** What keeps a user from landing, if anything does. */
export function faultOfUser(row: SourceRow): Fault | undefined {
  return readUser(row).reading.fault
}

function readUser(row: SourceRow) {
  const reading = new RowReading(row)
  const username = reading.indexable(reading.requiredText('username'))
  const email = reading.optionalText('email')
  if (email !== null) reading.indexable(email)
  const displayName = reading.optionalText('display_name')
  const preferences = reading.object('preferences')
  const createdAt = String(reading.createdAt(undefined))
  const columns = {
    id: idOf('users', row.id),
    v1_id: String(row.id),
    username,
    email,
    password_hash: reading.optionalText('password_hash'),
    role: reading.word(roles),
    permissions: reading.permissions(),
    profile: displayName === null ? { preferences } : { display_name: displayName, preferences },
    is_active: reading.flag('active'),
    created_at: createdAt,
    updated_at: createdAt,
  }
  return { reading, columns }
}

/** The user that owns what no user owns, found in v2 if there is any such item. */
export const UNOWNED_USER: ExpectedRow = {
  id: UNOWNED.id,
  v1_id: null,
  username: UNOWNED.username,
  email: null,
  password_hash: null,
  role: 'viewer',
  permissions: [],
  profile: {},
  is_active: false,
  created_at: '0',
  updated_at: '0',
}
