import { once } from 'node:events'
import { type AddressInfo, createServer as createRawServer } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { answerHealth, health, startGateway, startUpstream } from './gateway.testing.ts'

/** Real servers in the place of v2 that do what servers should not. */

type Closable = { close(): Promise<unknown> }
const open: Closable[] = []

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

const kept = <T extends Closable>(each: T): T => {
  open.push(each)
  return each
}

async function behind(answer: Parameters<typeof startUpstream>[0], options?: { timeLimit?: number }) {
  const upstream = kept(await startUpstream(answer))
  const gateway = kept(await startGateway(upstream.url, options))
  return {
    upstream,
    gateway,
    v1: (path: string, init?: RequestInit) => fetch(`${gateway.url}/api/v1${path}`, init),
  }
}

const update: RequestInit = {
  method: 'PUT',
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body: '{"title":"T"}',
}

const failure = (text: string | RegExp) => ({ success: false, error: expect.stringMatching(text) })

test('a v2 that says nothing is a 504, and its call is given up', async () => {
  const left = Promise.withResolvers<void>()
  const { v1 } = await behind((request) => void request.socket.once('close', () => left.resolve()), {
    timeLimit: 100,
  })
  const answer = await v1('/health')
  expect(answer.status).toBe(504)
  expect(await answer.json()).toEqual(failure('no answer within 0.1 seconds'))
  await left.promise
})

test('a v2 that never comes to an end is a 504', async () => {
  const { v1 } = await behind(
    (_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 10)
      response.once('close', () => clearInterval(drip))
    },
    { timeLimit: 200 },
  )
  expect((await v1('/health')).status).toBe(504)
})

test('a v2 that is not there is a 503 with Retry-After, and found again when it is back', async () => {
  const { upstream, gateway, v1 } = await behind(answerHealth)
  expect((await v1('/health')).status).toBe(200)
  await upstream.close()
  const down = await v1('/health')
  expect(down.status).toBe(503)
  expect(Number(down.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await down.json()).toEqual(failure('cannot be reached'))
  expect(gateway.visits.at(-1)?.trouble).toContain('ECONNREFUSED')
  open.push(await startUpstream(answerHealth, upstream.port))
  expect((await v1('/health')).status).toBe(200)
})

test('a connection that breaks once does not show to who only reads', async () => {
  let calls = 0
  const { v1 } = await behind((request, response) => {
    calls += 1
    if (calls === 1) request.socket.destroy()
    else answerHealth(request, response)
  })
  expect((await v1('/health')).status).toBe(200)
  expect(calls).toBe(2)
})

test('a connection that always breaks is a 502', async () => {
  const { upstream, v1 } = await behind((request) => void request.socket.destroy())
  const answer = await v1('/health')
  expect(answer.status).toBe(502)
  expect(await answer.json()).toEqual(failure('broke'))
  expect(upstream.calls).toHaveLength(2)
})

test('a change is never sent twice: that it may have been done is told', async () => {
  const item = JSON.stringify({ success: true, data: { id: 'x', metadata: {} } })
  const { upstream, v1 } = await behind((request, response) => {
    if (request.method === 'PUT') request.socket.destroy()
    else response.end(item)
  })
  const answer = await v1('/knowledge/42', update)
  expect(answer.status).toBe(502)
  expect(await answer.json()).toEqual(failure('may have been done'))
  expect(upstream.calls.map(({ method }) => method)).toEqual(['GET', 'PUT'])
})

test('an answer that is cut off in the middle is a 502', async () => {
  const { v1 } = await behind((_request, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write(health)
    response.socket?.end()
  })
  expect((await v1('/health')).status).toBe(502)
})

test.each([
  ['HTML', 200, '<h1>Welcome</h1>', 502],
  ['half a JSON', 200, '{"status":"hea', 502],
  ['nothing', 204, '', 502],
  ['another JSON', 200, '[]', 502],
  ['an error page', 500, '<h1>Oops</h1>', 500],
  ['an error page of a proxy', 503, '<h1>Oops</h1>', 503],
  ['an error of another form', 418, '{"detail":"teapot"}', 418],
])('%s with %i is no success', async (_name, status, body, expected) => {
  const { v1 } = await behind((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body)
  })
  const answer = await v1('/health')
  expect(answer.status).toBe(expected)
  expect(await answer.json()).toEqual(failure(/./))
  expect(answer.headers.get('content-type')).toBe('application/json')
})

test('bytes that are no HTTP are a 502', async () => {
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined)
    socket.end('SSH-2.0-OpenSSH_9.9\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const gateway = kept(await startGateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  expect((await fetch(`${gateway.url}/api/v1/health`)).status).toBe(502)
  server.close()
})

test('a redirect is not followed', async () => {
  const elsewhere = kept(await startUpstream(answerHealth))
  const { v1 } = await behind((_request, response) => {
    response.writeHead(302, { location: `${elsewhere.url}/api/health` }).end()
  })
  expect((await v1('/health')).status).toBe(502)
  expect(elsewhere.calls).toHaveLength(0)
})

test('too many calls are told with the time to wait', async () => {
  const { v1 } = await behind((_request, response) => {
    response.writeHead(429, { 'retry-after': '17' }).end('{"success":false,"message":"slow down"}')
  })
  const answer = await v1('/health')
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('17')
  expect(await answer.json()).toEqual({ success: false, error: 'slow down' })
})

test('a client that goes away takes its call with it', async () => {
  const asked = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const { gateway, v1 } = await behind((_request, response) => {
    response.once('close', () => left.resolve())
    asked.resolve()
  })
  const client = new AbortController()
  const answer = expect(v1('/health', { signal: client.signal })).rejects.toThrow()
  await asked.promise
  client.abort()
  await answer
  await left.promise
  await vi.waitFor(() => expect(gateway.visits).toMatchObject([{ status: 499, trouble: undefined }]))
})

test('many calls at once share 64 connections, and all are answered', async () => {
  const waiting: (() => void)[] = []
  const { upstream, v1 } = await behind((request, response) => {
    waiting.push(() => answerHealth(request, response))
  })
  const all = Promise.all(Array.from({ length: 100 }, () => v1('/health').then(({ status }) => status)))
  await vi.waitFor(() => expect(waiting).toHaveLength(64))
  // any call beyond these would come now
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(waiting).toHaveLength(64)
  const release = setInterval(() => {
    for (const answer of waiting.splice(0)) answer()
  }, 5)
  expect(new Set(await all)).toEqual(new Set([200]))
  clearInterval(release)
  expect(upstream.connections()).toBe(64)
})

test('kept connections that break when they are used again do not show', async () => {
  const used = new WeakSet()
  const { upstream, v1 } = await behind((request, response) => {
    if (used.has(request.socket)) request.socket.destroy()
    else answerHealth(request, response)
    used.add(request.socket)
  })
  for (let call = 0; call < 5; call += 1) expect((await v1('/health')).status).toBe(200)
  expect(upstream.calls.length).toBeGreaterThan(5)
})

test('closing lets a running request end, and takes no other', async () => {
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const upstream = kept(
    await startUpstream(async (request, response) => {
      asked.resolve()
      await held.promise
      answerHealth(request, response)
    }),
  )
  const gateway = await startGateway(upstream.url)
  const running = fetch(`${gateway.url}/api/v1/health`)
  await asked.promise
  const closed = gateway.close()
  await expect(fetch(`${gateway.url}/api/v1/health`)).rejects.toThrow('fetch failed')
  held.resolve()
  expect((await running).status).toBe(200)
  await closed
  expect(await gateway.counts()).toContainEqual({ endpoint: 'health', calls: 1, failures: 0 })
})
