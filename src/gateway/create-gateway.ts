import { randomUUID } from 'node:crypto'
import type { RequestListener, ServerResponse } from 'node:http'
import { findMapping } from '../api/carry.ts'
import type { Answer } from '../api/exchange.ts'
import type { Mapping } from '../api/mapping.ts'
import { stringifyJson } from '../json/json.ts'
import { answerSource, type Outcome } from './answer-source.ts'
import type { GatewayParts } from './gateway.ts'
import { createNotice } from './notice-headers.ts'
import { urlOf } from './read-call.ts'

/** Stands for an answer that nobody waits for any more (as in the logs of nginx). */
const goneStatus = 499

const clientGone = new Error('the client has gone')

/** Serves the source API by calls to the target API. Paths that the mappings do not know lead nowhere. */
export function createGateway(parts: GatewayParts): RequestListener {
  const { mappings } = parts.migration
  const noticeHeaders = createNotice(parts.notice)
  return async (request, response) => {
    const start = performance.now()
    const { method = 'GET' } = request
    const { pathname } = urlOf(request)
    const requestId = readRequestId(request.headers['x-request-id'])
    const mapping = findMapping(mappings, method === 'HEAD' ? 'GET' : method, pathname)?.mapping
    const stop = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished) stop.abort(clientGone)
    })
    let outcome: Outcome
    try {
      outcome = mapping
        ? await answerSource(parts, mapping, request, { requestId, stop })
        : { answer: answerOther(mappings, method, pathname) }
      const notice = mapping ? noticeHeaders(outcome.asked) : {}
      write(response, outcome.answer, { 'x-request-id': requestId, ...notice })
    } catch (error) {
      outcome = { answer: broken(mappings), trouble: error instanceof Error ? error.message : String(error) }
      write(response, outcome.answer, { 'x-request-id': requestId })
    }
    const isGone = stop.signal.reason === clientGone
    parts.onVisit({
      endpoint: mapping?.id,
      method,
      status: isGone ? goneStatus : outcome.answer.status,
      seconds: (performance.now() - start) / 1000,
      requestId,
      trouble: isGone ? undefined : outcome.trouble,
    })
  }
}

/** An id that could not stand in a line of a log is none. */
function readRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : randomUUID()
}

/** The source API knows no 405: a method that a path does not have is not found. */
function answerOther(mappings: readonly Mapping[], method: string, path: string): Answer {
  const methods = [...new Set(mappings.map(({ from }) => from.method))].filter((each) =>
    findMapping(mappings, each, path),
  )
  if (method === 'OPTIONS' && methods.length > 0) {
    const allowed = methods.flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each]))
    return { status: 204, headers: { allow: [...allowed, 'OPTIONS'].join(', ') }, body: undefined }
  }
  return { status: 404, headers: {}, body: refusal(mappings, 'there is no such route') }
}

const broken = (mappings: readonly Mapping[]): Answer => ({
  status: 500,
  headers: {},
  body: refusal(mappings, 'internal error of the gateway'),
})

/** An API says all its refusals in the same way. */
const refusal = ([any]: readonly Mapping[], reason: string): Answer['body'] => any?.frame.refuse(reason)

function write(response: ServerResponse, { status, headers, body }: Answer, more: Answer['headers']): void {
  if (response.destroyed || response.headersSent) return
  const text = body === undefined ? '' : stringifyJson(body)
  const link = [headers.link, more.link].filter(Boolean).join(', ')
  response.writeHead(status, {
    ...headers,
    ...more,
    ...(link && { link }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    }),
  })
  response.end(text)
}
