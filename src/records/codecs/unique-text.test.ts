import { expect, test } from 'vitest'
import { carried, downRow, edited, upRow } from './rows.testing.ts'
import { uniqueOptionalText, uniqueText } from './unique-text.ts'

const username = uniqueText('username', 'username_taken')
const email = uniqueOptionalText('email', 'email_taken')

const taken = (column: string, by: string | null) =>
  upRow({}, { substitute: (asked, id) => (asked === column && id === 7n ? by : undefined) })

test('what no other row has stays', () => {
  expect(carried(username, 'ann')).toEqual({ value: 'ann', said: [], rest: undefined })
  expect(carried(email, null)).toEqual({ value: null, said: [], rest: undefined })
})

test('what is taken makes room for the substitute, and is kept', () => {
  expect(carried(username, 'ann', taken('username', 'ann~7'))).toEqual({
    value: 'ann~7',
    said: ['warned: username_taken'],
    rest: 'ann',
  })
  expect(carried(email, 'a@b', taken('email', null))).toEqual({
    value: null,
    said: ['warned: email_taken'],
    rest: 'a@b',
  })
})

test('the faults of a text are told, and a text too long for an index is refused', () => {
  expect(carried(username, null).said).toEqual(['refused: missing_required'])
  expect(carried(username, 'a'.repeat(2001)).said).toEqual(['refused: too_large'])
  expect(carried(email, 'a'.repeat(2001)).said).toEqual(['refused: too_large'])
})

test('the original comes back while its substitute stands, otherwise the edit', () => {
  expect(username.down('ann~7', 'ann', downRow())).toBe('ann')
  expect(email.down(null, 'a@b', downRow())).toBe('a@b')
  expect(username.down('bob', 'ann', downRow())).toBe('bob')
  expect(email.down('c@d', 'a@b', downRow())).toBe('c@d')
  expect(edited(username, 7n, '7')).toBe(7n)
  expect(edited(email, new Uint8Array([0xff]), 'c@d')).toBe('c@d')
})
