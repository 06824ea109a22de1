import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answerHealth, startGateway, startUpstream, type Upstream } from './gateway.testing.ts'
import { sendRaw } from './raw-request.testing.ts'

let upstream: Upstream
let gateway: Awaited<ReturnType<typeof startGateway>>
let answer: RequestListener = answerHealth
let callsBefore = 0

beforeAll(async () => {
  upstream = await startUpstream((request, response) => {
    request.resume()
    answer(request, response)
  })
  gateway = await startGateway(upstream.url)
})
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})
beforeEach(() => {
  answer = answerHealth
  callsBefore = upstream.calls.length
})

const calls = () => upstream.calls.slice(callsBefore)
const v1 = (path: string, init?: RequestInit) => fetch(`${gateway.url}/api/v1${path}`, init)
const failure = { success: false, error: expect.stringMatching(/./) }

const add = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  v1('/knowledge/add', {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
  })

test('every answer tells that the API ends, and what comes after it', async () => {
  const { headers } = await v1('/health')
  // 2026-11-22T12:00:00Z in seconds since 1970
  expect(headers.get('deprecation')).toBe('@1795348800')
  expect(headers.get('sunset')).toBe('Wed, 30 Jun 2027 00:00:00 GMT')
  expect(headers.get('link')).toBe(`<${upstream.url}/api/health>; rel="successor-version"`)
})

test('a link of v2 stays beside that of the gateway', async () => {
  answer = (request, response) => {
    response.setHeader('link', '</docs>; rel="help"')
    answerHealth(request, response)
  }
  expect((await v1('/health')).headers.get('link')).toMatch(
    /^<\/docs>; rel="help", <http.*"successor-version"$/,
  )
})

test('an id of the request goes up and comes back, and is made where there is none', async () => {
  const named = await v1('/health', { headers: { 'x-request-id': 'mine-1' } })
  expect(named.headers.get('x-request-id')).toBe('mine-1')
  const unnamed = await v1('/health')
  expect(calls().map(({ headers }) => headers['x-request-id'])).toEqual([
    'mine-1',
    unnamed.headers.get('x-request-id'),
  ])
  expect(unnamed.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const odd = await v1('/health', { headers: { 'x-request-id': 'two words' } })
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('what is of one connection, one body or one origin stays on its side', async () => {
  answer = (request, response) => {
    const inner = {
      connection: 'x-inner',
      'x-inner': '1',
      'set-cookie': ['a=1', 'b=2'],
      etag: '"e"',
      'x-other': '1',
    }
    for (const [name, value] of Object.entries(inner)) response.setHeader(name, value)
    answerHealth(request, response)
  }
  const text = await sendRaw(gateway.url, [
    'GET /api/v1/health HTTP/1.1',
    'Host: gateway.example',
    'Connection: close, x-secret, x-forwarded-for, via',
    'X-Secret: 1',
    'X-Other: 1',
    'TE: trailers',
    'Upgrade: websocket',
    'Proxy-Authorization: Basic x',
    'Cookie: a=1',
    'If-None-Match: "e"',
    'Accept-Encoding: gzip',
  ])
  expect(text).toMatch(/^HTTP\/1.1 200 /)
  expect(text.toLowerCase()).toContain('\r\nx-other: 1')
  expect(text.toLowerCase()).not.toMatch(/x-inner|set-cookie|etag/)
  const [{ headers } = { headers: {} }] = calls()
  expect(headers).toMatchObject({
    host: upstream.url.slice('http://'.length),
    'x-other': '1',
    via: '1.1 betty-migrate',
    'x-forwarded-for': '127.0.0.1',
  })
  for (const name of [
    'x-secret',
    'te',
    'upgrade',
    'proxy-authorization',
    'cookie',
    'if-none-match',
    'accept-encoding',
  ])
    expect(headers).not.toHaveProperty(name)
})

test('the way that a call has come is told', async () => {
  await v1('/health', { headers: { 'x-forwarded-for': '10.0.0.1', via: '1.1 front' } })
  expect(calls()[0]?.headers).toMatchObject({
    'x-forwarded-for': '10.0.0.1, 127.0.0.1',
    via: '1.1 front, 1.1 betty-migrate',
  })
})

test('nothing leads to another host, or to a path that is not mapped', async () => {
  const elsewhere = await startUpstream(answerHealth)
  const raw = (target: string, method = 'GET') =>
    sendRaw(gateway.url, [`${method} ${target} HTTP/1.1`, 'Host: x', 'Connection: close'])
  expect(await raw(`${elsewhere.url}/api/v1/health`)).toMatch(/^HTTP\/1.1 200 /)
  expect(calls()).toHaveLength(1)
  for (const target of [
    `${elsewhere.url}/api/health`,
    `//${elsewhere.url.slice('http://'.length)}/api/health`,
    '/api/health',
    '/api/v2/users/profile',
    '/api/v1/../v2/users/profile',
    '/api/v1/%2e%2e/v2/users/profile',
    '/api/v1/health/../../health',
    '/openapi.json',
    '/',
  ])
    expect(await raw(target)).toMatch(/^HTTP\/1.1 404 [\s\S]*"there is no such route"/)
  expect(await raw(elsewhere.url.slice('http://'.length), 'CONNECT')).toBe('')
  expect(calls()).toHaveLength(1)
  expect(elsewhere.calls).toHaveLength(0)
  await elsewhere.close()
})

test('a value in a path stays one part of it', async () => {
  expect(
    (await v1('/knowledge/1%2F..%2F..%2Fusers', { headers: { authorization: 'Bearer x' } })).status,
  ).toBe(400)
  expect(calls()).toHaveLength(0)
})

test('HEAD answers as GET does, without the body', async () => {
  const head = await v1('/health', { method: 'HEAD' })
  const get = await v1('/health')
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  expect(head.headers.get('content-length')).toBe(String((await get.text()).length))
})

test('OPTIONS tells the methods of a path', async () => {
  const one = await v1('/knowledge/7', { method: 'OPTIONS' })
  expect([one.status, one.headers.get('allow')]).toEqual([204, 'GET, HEAD, PUT, DELETE, OPTIONS'])
  expect((await v1('/nothing', { method: 'OPTIONS' })).status).toBe(404)
  expect((await v1('/health', { method: 'PATCH' })).status).toBe(404)
  expect(calls()).toHaveLength(0)
})

test('who brings no token is told so, whatever else is wrong', async () => {
  const nobody = await v1('/knowledge/add', { method: 'POST', body: '{' })
  expect(nobody.status).toBe(401)
  expect(await nobody.json()).toEqual(failure)
  expect((await v1('/auth/login', { method: 'POST', body: '{' })).status).toBe(400)
  expect(calls()).toHaveLength(0)
})

test.each([
  ['no JSON', '{', {}],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}],
  ['another type', '{"title":"T","content":"C","type":"note"}', { 'content-type': 'text/plain' }],
  [
    'a compressed body',
    '{"title":"T","content":"C","type":"note"}',
    { 'content-type': 'application/json; charset=utf-16' },
  ],
  ['JSON without end', '['.repeat(1_000_000), {}],
  [
    'deep JSON',
    `{"title":"T","content":"C","type":"note","metadata":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`,
    {},
  ],
])('%s is a 400', async (_name, body, headers) => {
  const refused = await add(body, headers)
  expect(refused.status).toBe(400)
  expect(await refused.json()).toEqual(failure)
  expect(calls()).toHaveLength(0)
})

test('a body of 10 MiB goes up, and one of a byte more does not', async () => {
  answer = (_request, response) => void response.writeHead(403).end('{"message":"no right"}')
  const frame = '{"title":"T","content":"","type":"note"}'
  const body = (bytes: number) => frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`)
  const mebibytes = 10 * 1024 * 1024
  expect((await add(body(mebibytes))).status).toBe(403)
  expect(calls()).toHaveLength(1)
  const refused = await add(body(mebibytes + 1))
  expect(refused.status).toBe(413)
  expect(await refused.json()).toEqual(failure)
  expect(calls()).toHaveLength(1)
})

test('calls are counted by endpoint and status, without what a client can make up', async () => {
  const before = await gateway.counts()
  const now = async (endpoint: string) => {
    const find = (counts: typeof before) => counts.find((each) => each.endpoint === endpoint)
    const [a, b] = [find(before), find(await gateway.counts())]
    return [(b?.calls ?? 0) - (a?.calls ?? 0), (b?.failures ?? 0) - (a?.failures ?? 0)]
  }
  await v1('/health')
  await v1('/knowledge/list?page=0', { headers: { authorization: 'Bearer hidden' } })
  await v1('/made-up-path')
  expect(await now('health')).toEqual([1, 0])
  expect(await now('knowledge.list')).toEqual([1, 1])
  expect(await now('none')).toEqual([1, 1])
  expect(await now('knowledge.delete')).toEqual([0, 0])
  const metrics = await fetch(`${gateway.url}/metrics`)
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/)
  const text = await metrics.text()
  expect(text).toMatch(/^gateway_requests_total\{endpoint="knowledge.list",method="GET",status="400"\} \d+$/m)
  expect(text).toMatch(/^gateway_request_duration_seconds_bucket\{le="0.01",endpoint="health"\} \d+$/m)
  expect(text).not.toMatch(/made-up|hidden/)
})
