import { expect, test } from 'vitest'
import { createDatabaseFinding, placeOf } from './database-finding.ts'

const at = (table: string, key: string, column?: string) =>
  createDatabaseFinding({ code: 'value_differs', table, key, ...(column === undefined ? {} : { column }) })

test('a place names the table, the row and the column, as far as they are known', () => {
  expect(placeOf(at('users', '', undefined))).toBe('users')
  expect(placeOf(at('users', '7'))).toBe('users: 7')
  expect(placeOf(at('users', '', 'email'))).toBe('users.email')
  expect(placeOf(at('users', '7', 'email'))).toBe('users: 7, email')
})

test('another column is another finding, and all that was said is kept', () => {
  const finding = at('users', '7', 'email')
  expect(finding).toMatchObject({ code: 'value_differs', table: 'users', key: '7', column: 'email' })
  expect(finding.fingerprint).toMatch(/^[0-9a-f]{12}$/)
  const others = [at('users', '7', 'username'), at('users', '7'), at('users', '8', 'email')]
  expect(others.map(({ fingerprint }) => fingerprint)).not.toContain(finding.fingerprint)
})
