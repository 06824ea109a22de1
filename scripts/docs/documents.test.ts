import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { documents } from './documents.ts'

test.each(Object.entries(documents))('%s is what the code says; else: npm run docs', async (path, write) => {
  expect(readFileSync(new URL(path, packageRoot), 'utf8')).toBe(await write())
})
