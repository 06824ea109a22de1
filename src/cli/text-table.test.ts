import { expect, test } from 'vitest'
import { formatTable } from './text-table.ts'

test('text to the left, numbers to the right, colours take no room', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`
  expect(
    formatTable(
      ['table', 'reason', 'rows'],
      [
        ['users', red('bad'), 5],
        ['relationships', 'dangling', 12000],
      ],
    ).split('\n'),
  ).toEqual([
    'table          reason     rows',
    `users          ${red('bad')}           5`,
    'relationships  dangling  12000',
  ])
})

test('headings alone', () => {
  expect(formatTable(['table', 'rows'], [])).toBe('table  rows')
})
