import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rubric } from '../src/betty/checks/rubric.ts'
import { packageRoot } from '../src/package-root.ts'

const root = fileURLToPath(packageRoot)

/** The names of all tests in the suites, as the runner lists them: a check is `id: sentence`. */
const listTests = (): Promise<{ name: string; projectName: string }[]> =>
  new Promise((resolve, reject) => {
    const suites = [...new Set(rubric.checks.map((check) => check.suite))]
    const projects = suites.flatMap((suite) => ['--project', suite])
    const args = [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'list',
      '--no-staticParse',
      '--json',
      ...projects,
    ]
    const { VITEST: _vitest, NODE_OPTIONS: _options, ...env } = process.env
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 1 << 24 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout.slice(stdout.indexOf('[')))),
    )
  })

test('every check of the table is claimed by a test of its suite, and every test of the suites claims one', async () => {
  const claimed = (await listTests()).map(({ name, projectName }) => `${projectName} ${name.split(':')[0]}`)
  const expected = rubric.checks.map((check) => `${check.suite} ${check.id}`)
  expect(claimed.toSorted()).toEqual(expected.toSorted())
})
