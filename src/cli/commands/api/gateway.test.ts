import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerHealth, startUpstream, type Upstream } from '../../../gateway/gateway.testing.ts'
import { runCli } from '../../run-cli.testing.ts'
import { startGatewayCli } from './start-gateway.testing.ts'

/** A server that says which version it is, and that it is well. */
const startV2 = (version = '2.0', port = 0): Promise<Upstream> =>
  startUpstream((request, response) => {
    const data = { api_version: version }
    if (request.url === '/api/version/info') response.end(JSON.stringify({ success: true, data }))
    else if (request.url === '/api/health') answerHealth(request, response)
    else response.writeHead(500).end()
  }, port)

let v2: Upstream

beforeAll(async () => {
  v2 = await startV2()
})
afterAll(() => v2.close())

const start = (flags: readonly string[] = [], { url } = v2) => startGatewayCli(`${url}/api/v2`, flags)

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it, and tells how often what was called',
  async (signal) => {
    const { url, line, stop } = await start(['--sunset', '2099-12-31'])
    expect(line).toContain(`over ${v2.url}; clients are told that it ends on 2099-12-31`)
    for (let call = 0; call < 3; call += 1)
      expect((await fetch(`${url}/api/v1/health`)).headers.get('sunset')).toBe(
        'Thu, 31 Dec 2099 00:00:00 GMT',
      )
    const { code, stdout } = await stop(signal)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ +3 +0 {2}GET \/api\/v1\/health$/m)
    expect(stdout).toMatch(/^ +0 +0 {2}DELETE \/api\/v1\/knowledge\/\{id\}$/m)
  },
)

test('what was called as JSON, and a line each request without secrets', async () => {
  const { url, stop } = await start(['--json', '--log-level', 'DEBUG'])
  await fetch(`${url}/api/v1/search?q=hidden`, {
    headers: { authorization: 'Bearer hidden', 'x-request-id': 'my-id' },
  })
  const { stdout, stderr } = await stop('SIGTERM')
  const { endpoints } = JSON.parse(stdout)
  expect(endpoints).toContainEqual({
    endpoint: 'search',
    method: 'GET',
    path: '/api/v1/search',
    calls: 1,
    failures: 1,
  })
  expect(endpoints.map(({ calls }: { calls: number }) => calls).reduce((a: number, b: number) => a + b)).toBe(
    1,
  )
  expect(stderr).toMatch(/^GET search 500 [\d.]+ ms my-id$/m)
  expect(stdout + stderr).not.toContain('hidden')
})

test('it sunsets in half a year when nothing else is said', async () => {
  const { url, stop } = await start()
  const sunset = new Date((await fetch(`${url}/api/v1/health`)).headers.get('sunset') ?? '')
  const days = (sunset.getTime() - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(179)
  expect(days).toBeLessThan(181)
  await stop('SIGTERM')
})

test('the loss of v2 is told once, and its return', async () => {
  const lost = await startV2()
  const { url, stop } = await start([], lost)
  const health = async () => (await fetch(`${url}/api/v1/health`)).status
  await lost.close()
  expect([await health(), await health()]).toEqual([503, 503])
  const back = await startV2('2.0', lost.port)
  expect([await health(), await health()]).toEqual([200, 200])
  const { stderr } = await stop('SIGTERM')
  expect(stderr.match(/^Trouble with v2: .*ECONNREFUSED.*$/gm)).toHaveLength(1)
  expect(stderr.match(/^v2 answers again$/gm)).toHaveLength(1)
  await back.close()
})

test('a v2 that is none, or is not there, is told', async () => {
  const v3 = await startV2('3.1')
  const other = await runCli(['api', 'gateway', '--v2-url', v3.url, '--port', '0'])
  expect(other).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('is no BETTY v2: it is version 3.1'),
  })
  await v3.close()
  const missing = await runCli(['api', 'gateway', '--v2-url', v3.url, '--port', '0'])
  expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('ECONNREFUSED') })
})

test('a port that is taken, and settings that are none, are told', async () => {
  const taken = await runCli(['api', 'gateway', '--v2-url', v2.url, '--port', String(v2.port)])
  expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining('EADDRINUSE') })
  for (const flags of [
    [],
    ['--v2-url', 'http://ann:hunter2@localhost'],
    ['--v2-url', v2.url, '--port', '70000'],
    ['--v2-url', v2.url, '--sunset', 'soon'],
    ['--v2-url', v2.url, '--v1-db', '/not/there.db'],
  ]) {
    const { code, stderr } = await runCli(['api', 'gateway', ...flags])
    expect({ flags, code }).toEqual({ flags, code: 2 })
    expect(stderr).not.toContain('hunter2')
  }
})
