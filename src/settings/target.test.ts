import { expect, test } from 'vitest'
import { parseTarget } from './target.ts'

test.each([
  [{ v2Database: 'b' }, {}, 'postgresql://localhost/b'],
  [
    {},
    { BETTY_V2_DATABASE: 'b', BETTY_V2_HOST: 'h', BETTY_V2_PORT: '1', BETTY_V2_USER: 'u' },
    'postgresql://u@h:1/b',
  ],
  [{ v2Host: 'flag' }, { BETTY_V2_HOST: 'env', BETTY_V2_DATABASE: 'b' }, 'postgresql://flag/b'],
  [{ v2DatabaseUrl: 'postgres://u:p@h:1/b?sslmode=require' }, {}, 'postgres://u:p@h:1/b?sslmode=require'],
  [
    { v2DatabaseUrl: 'postgresql://h/b' },
    { BETTY_V2_HOST: 'env', BETTY_V2_DATABASE: 'x' },
    'postgresql://h/b',
  ],
  [{ v2Database: 'c' }, { BETTY_V2_DATABASE_URL: 'postgresql://h/b' }, 'postgresql://h/c'],
  [
    { v2Database: 'a=b/ü?', v2User: 'o@r', v2Password: ':/' },
    {},
    'postgresql://o%40r:%3A%2F@localhost/a%3Db%2F%C3%BC%3F',
  ],
  [{ v2Database: 'b', v2Host: '::1' }, {}, 'postgresql://[::1]/b'],
  [{ v2Database: 'b', v2Host: '/run/pg' }, {}, 'postgresql://localhost/b?host=%2Frun%2Fpg'],
  [{ v2Database: 'b' }, { PGPASSWORD: 'p' }, 'postgresql://:p@localhost/b'],
  [{ v2DatabaseUrl: 'postgresql://u:own@h/b' }, { PGPASSWORD: 'p' }, 'postgresql://u:own@h/b'],
])('%o with %o', (flags, environment, url) => {
  expect(parseTarget(flags, environment)).toEqual({ url, schema: 'public', namedSchema: undefined })
})

test('a schema that is named', () => {
  const named = { schema: 'S', namedSchema: 'S' }
  expect(parseTarget({ v2Database: 'b', v2Schema: 'S' }, { BETTY_V2_SCHEMA: 'other' })).toMatchObject(named)
  expect(parseTarget({ v2Database: 'b' }, { BETTY_V2_SCHEMA: 'S' })).toMatchObject(named)
})

test.each([
  [{}, /No v2 database is named/],
  [{ v2DatabaseUrl: 'postgresql://host' }, /No v2 database is named/],
  [{ v2DatabaseUrl: 'host=h password=secret' }, /none of PostgreSQL/],
  [{ v2Database: 'b', v2Port: '0' }, /port "0"/],
  [{ v2Database: 'b', v2Port: 'x' }, /port "x"/],
])('%o is refused', (flags, message) => {
  expect(() => parseTarget(flags, {})).toThrow(
    expect.objectContaining({ code: 'bad_setting', message: expect.stringMatching(message) }),
  )
  expect(() => parseTarget(flags, {})).not.toThrow(/secret/)
})
