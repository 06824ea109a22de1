import { expect, test } from 'vitest'
import { identify, projectId } from './identity.ts'
import { createOrigins } from './origins.ts'

test('a small user number is found by the identity rule alone', () => {
  // UUIDv5 of "users:7" in the namespace of mapping.md, computed with Python's uuid.uuid5
  expect(createOrigins().origin('users', '233ab890-dc87-5d17-9f61-dffbf9b683c1')).toBe(7n)
  expect(createOrigins().origin('users', identify('users', 100_000n).toUpperCase())).toBe(100_000n)
})

test('what the rule does not find is known once it was shown', () => {
  const origins = createOrigins()
  const [user, project] = [identify('users', 1n << 62n), projectId('garden')]
  expect(origins.origin('users', user)).toBeNull()
  expect(origins.origin('projects', project)).toBeNull()
  origins.note({ table: 'users', id: user.toUpperCase(), key: 1n << 62n })
  origins.note({ table: 'projects', id: project, key: 'garden' })
  expect(origins.origin('users', user)).toBe(1n << 62n)
  expect(origins.origin('projects', project)).toBe('garden')
})

test('the oldest names are forgotten when there are too many', () => {
  const origins = createOrigins([{ table: 'projects', id: 'first', key: 'first' }])
  for (let n = 0; n < 9_999; n += 1) origins.note({ table: 'projects', id: `p${n}`, key: `slug ${n}` })
  expect(origins.origin('projects', 'first')).toBe('first')
  origins.note({ table: 'projects', id: 'last', key: 'last' })
  expect(origins.origin('projects', 'first')).toBeNull()
  expect(origins.origin('projects', 'last')).toBe('last')
})
