import { expect, test } from 'vitest'
import { parseBaseUrl } from './base-url.ts'

const prefixes = ['/api/v2', '/api']

test.each([
  ['http://host:3034', 'http://host:3034'],
  ['http://host:3034/', 'http://host:3034'],
  ['http://host:3034/api', 'http://host:3034'],
  ['http://host:3034/api/v2', 'http://host:3034'],
  ['https://host/betty/api/v2//', 'https://host/betty'],
  ['http://[::1]:3034/api/v2', 'http://[::1]:3034'],
  ['http://HOST/rapi', 'http://host/rapi'],
])('%s is %s', (text, base) => {
  expect(parseBaseUrl(text, 'URL', prefixes)).toBe(base)
})

test.each([
  ['host:3034', /URL is no HTTP address/],
  ['ftp://host', /no HTTP address/],
  ['http://ann:hunter2@host', /holds a user name or a password/],
  ['http://host/?key=hunter2', /has a query/],
])('%s is refused, and nothing secret in it shown', (text, message) => {
  const parse = () => parseBaseUrl(text, 'URL', prefixes)
  expect(parse).toThrow(
    expect.objectContaining({ code: 'bad_setting', message: expect.stringMatching(message) }),
  )
  expect(parse).not.toThrow(/hunter/)
})
