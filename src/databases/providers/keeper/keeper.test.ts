import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chooseProvider } from '../choose-provider.ts'
import { withClient } from '../connect.ts'
import { isOpenToAll } from './server-user.ts'
import { isAbandoned, isAlive, makeTag } from './tag.ts'
import { until } from './until.ts'

test.each([0, 100, 400, 900])(
  'a parent that goes away %i ms after its order leaves nothing',
  async (pause) => {
    const script = fileURLToPath(new URL('./keeper.ts', import.meta.url))
    const keeper = fork(script, { execArgv: [], stdio: 'ignore' })
    const ended = once(keeper, 'exit')
    keeper.send({ kind: 'embedded' })
    await new Promise((resolve) => setTimeout(resolve, pause))
    keeper.disconnect()
    expect(await ended).toEqual([0, null])
    const ours = new RegExp(`^betty-migrate-[0-9a-f]{8}_${keeper.pid}_`)
    expect((await readdir(tmpdir())).filter((name) => ours.test(name))).toEqual([])
  },
)

test('a server that is left stays without its parent, until it is told to go', async () => {
  const server = await (await chooseProvider({ kind: 'embedded' })).open()
  const { url } = await server.lend()
  const [command, pid] = (await server.leave()).split(' ')
  expect(command).toBe('kill')
  await expect(server.lend()).rejects.toThrow(/closed server/)
  await withClient(url, (client) => client.query('SELECT 1'))
  process.kill(Number(pid))
  expect(await until(() => !isAlive(Number(pid)), 20_000)).toBe(true)
  const ours = new RegExp(`^betty-migrate-[0-9a-f]{8}_${pid}_`)
  expect((await readdir(tmpdir())).filter((name) => ours.test(name))).toEqual([])
})

test('a tag is abandoned only once its process on this host has ended', async () => {
  const own = makeTag()
  expect(isAbandoned(own)).toBe(false)
  const gone = fork('--version', { stdio: 'ignore' })
  await once(gone, 'exit')
  const tagOf = (pid: number | undefined, host = own.split('_')[0]) => `${host}_${pid}_0a1b2c`
  expect(isAbandoned(tagOf(gone.pid))).toBe(true)
  expect(isAbandoned(tagOf(gone.pid, '00000000'))).toBe(false)
  expect(isAbandoned(`${hostname()}_1_x`)).toBe(false)
})

test('a file is open to all only if every folder above it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'open-to-all-'))
  const inner = join(folder, 'inner')
  const file = join(inner, 'file')
  await mkdir(inner, { mode: 0o755 })
  await writeFile(file, '', { mode: 0o755 })
  expect(isOpenToAll(file)).toBe(false)
  await chmod(folder, 0o711)
  expect(isOpenToAll(file)).toBe(true)
  await chmod(file, 0o700)
  expect(isOpenToAll(file)).toBe(false)
  await rm(folder, { recursive: true })
})
