import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createEmbeddedProvider } from '../../providers/embedded.ts'
import { findDumpTools } from './find-dump-tools.ts'

const nobody = 'postgresql://nobody@127.0.0.1:1/none'

/** A folder with programs that only tell a version. */
const makeFolder = async (programs: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dump-tools-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [program, version] of Object.entries(programs)) {
    const file = join(folder, program)
    await writeFile(file, `#!/bin/sh\necho "${program} (PostgreSQL) ${version}"\n`)
    await chmod(file, 0o755)
  }
  return folder
}

const allOf = (version: string) => ({ pg_dump: version, pg_restore: version, psql: version })

test.skipIf(process.platform === 'win32')(
  'the first folder of PATH counts that has all three in the version of the server',
  async () => {
    const folders = [
      await makeFolder(allOf('97.1')),
      await makeFolder({ pg_dump: '98.2', psql: '98.2' }),
      await makeFolder({ ...allOf('98.2'), psql: '97.1' }),
      await makeFolder({ ...allOf('98.2'), pg_restore: 'no number' }),
      await makeFolder(allOf('98beta1 (Debian 98~beta1-1)')),
      await makeFolder(allOf('98.2')),
    ]
    vi.stubEnv('PATH', ['', '.', ...folders, '/usr/bin', '/bin'].join(delimiter))
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await findDumpTools(nobody, 98)).toMatchObject({ version: '98beta1', place: folders[4] })
    expect(await findDumpTools(nobody, 97)).toMatchObject({ version: '97.1', place: folders[0] })
    expect(await findDumpTools(nobody, 96)).toBeUndefined()
  },
)

test('nothing is found, and nothing thrown, where no engine answers', async () => {
  vi.stubEnv('PATH', '')
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/engine.sock')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await findDumpTools(nobody, 99)).toBeUndefined()
})

test('the embedded server has none of its own', async () => {
  const server = await createEmbeddedProvider().open()
  onTestFinished(() => server.close())
  const { url } = await server.lend()
  vi.stubEnv('PATH', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await findDumpTools(url, Number.parseInt(server.version, 10))).toBeUndefined()
})
