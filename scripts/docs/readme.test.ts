import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { readCodeBlocks } from './code-blocks.ts'

const read = (path: string) => readFileSync(new URL(path, packageRoot), 'utf8')

/** Command lines of the blocks that a reader can copy. */
const commandsOf = (path: string) =>
  readCodeBlocks(read(path))
    .filter(({ syntax }) => syntax === 'bash')
    .flatMap(({ code }) => code.trim().split('\n'))

test('every command of the README is run: by the test of the journey, or by continuous integration', () => {
  const journey = new Set(commandsOf('docs/migration-v1-to-v2.md'))
  const others = commandsOf('README.md')
    .map((line) =>
      line.replace(/^npx betty-migrate/, 'betty-migrate').replace('/path/to/betty.db', 'betty-copy.db'),
    )
    .filter((line) => !journey.has(line))
  expect(others).toEqual(['npm ci && npx vitest run suites', 'npm ci && npm test'])
  // which takes the second of them from the README itself
  expect(read('.ci/run')).toContain("sed -n '/^## Work on it/")
  expect(read('.github/workflows/readiness.yml')).toMatch(/npx vitest run suites/)
})

test.each([
  'README.md',
  'docs/migration-v1-to-v2.md',
  'docs/troubleshooting.md',
  'docs/cli.md',
  'docs/api-reference.md',
])('every link of %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
  const missing = links.filter(
    (link) => !/^https?:/.test(link) && !existsSync(new URL(link, new URL(path, packageRoot))),
  )
  expect(missing).toEqual([])
})
