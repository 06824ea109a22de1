import { expect, test } from 'vitest'
import { redactUrl } from './redact-url.ts'

test.each([
  ['postgresql://betty:s3cret@localhost:5432/db', 'postgresql://betty:***@localhost:5432/db'],
  ['postgres://betty:a:b/c?d#e@f@localhost/db', 'postgres://betty:***@localhost/db'],
  ['postgresql://:s3cret@localhost/db', 'postgresql://:***@localhost/db'],
  [
    'postgresql://localhost/db?user=betty&password=s3cret&sslmode=disable',
    'postgresql://localhost/db?user=betty&password=***&sslmode=disable',
  ],
  ['postgresql://localhost/db?sslpassword=s3cret', 'postgresql://localhost/db?sslpassword=***'],
  [`host=localhost password='s3 \\'cret' user=betty`, 'host=localhost password=*** user=betty'],
  ['postgresql://betty@localhost/db', 'postgresql://betty@localhost/db'],
  ['postgresql://localhost:5432/db', 'postgresql://localhost:5432/db'],
])('%s', (url, redacted) => {
  expect(redactUrl(url)).toBe(redacted)
})
