import { expect, test } from 'vitest'
import { betty } from '../betty/index.ts'
import { readBaseUrl } from './base-url.ts'

const { target } = betty.apis

test.each([
  ['http://host:3034', 'http://host:3034'],
  ['http://host:3034/', 'http://host:3034'],
  ['http://host:3034/api', 'http://host:3034'],
  ['http://host:3034/api/v2/', 'http://host:3034'],
  [' https://host/betty/api/v2', 'https://host/betty'],
  ['http://[::1]:3034', 'http://[::1]:3034'],
])('%j is the base %s', (text, base) => {
  expect(readBaseUrl(text, target)).toBe(base)
})

test.each(['', 'host:3034', 'ftp://host', 'http://ann:hunter2@host', 'http://host?token=hunter2'])(
  '%j is refused, and not shown',
  (text) => {
    const read = () => readBaseUrl(text, target)
    expect(read).toThrow(expect.objectContaining({ code: 'bad_setting' }))
    expect(read).not.toThrow(/hunter2/)
  },
)
