import type { IncomingMessage } from 'node:http'
import { answerCall } from '../api/answer-call.ts'
import { type Answer, type Call, Refusal } from '../api/exchange.ts'
import type { Mapping } from '../api/mapping.ts'
import { operationAt } from '../api/operation.ts'
import { matchPath } from '../api/route.ts'
import type { GatewayParts } from './gateway.ts'
import { headersUp, readCall } from './read-call.ts'
import { TargetFailure } from './target-failure.ts'

/** The source API's answer to a request, and the call that it was made of. */
export interface Outcome {
  readonly answer: Answer
  /** the last call to the target operation of the mapping */
  readonly asked?: Call
  readonly trouble?: string
}

interface Asking {
  readonly requestId: string
  /** ends the calls to the target */
  readonly stop: AbortController
}

/** Answers one request as the source API would, by calls to the target. */
export async function answerSource(
  { migration, target, facts, timeLimit }: GatewayParts,
  mapping: Mapping,
  request: IncomingMessage,
  { requestId, stop }: Asking,
): Promise<Outcome> {
  const refuse = (status: number, reason: string, headers: Answer['headers'] = {}): Answer => ({
    status,
    headers,
    body: mapping.frame.refuse(reason),
  })
  const operation = operationAt(migration.apis.source, mapping.from)
  if (!operation) throw new TypeError(`${mapping.id} is no operation of the source`)
  const reads = operation.route.method === 'GET'
  // who is nobody is told so before anything else, as the source API does
  const isNobody = operation.needs !== null && !request.headers.authorization
  const refused = (answer: Answer): Outcome => ({
    answer: isNobody ? refuse(401, 'a bearer token is required') : answer,
  })
  let asked: Call | undefined
  let isRefusedHere = true
  const ask = (call: Call): Promise<Answer> => {
    isRefusedHere = false
    if (call.method === mapping.to.method && matchPath(mapping.to.path, call.path)) asked = call
    const once = () => withLimit(timeLimit, stop, () => target.ask(call, stop.signal))
    return reads ? onceMore(once) : once()
  }
  try {
    const call = await readCall(request, operation, headersUp(request, requestId))
    const answer = await answerCall(mapping, call, { ...facts, ask })
    return isRefusedHere ? refused(answer) : { answer, ...(asked && { asked }) }
  } catch (error) {
    if (error instanceof Refusal) return refused(refuse(error.status, error.message))
    if (!(error instanceof TargetFailure)) throw error
    const trouble = error.message
    const answer = refuse(error.status, trouble + (reads ? '' : hint(error)), retryHeaders(error))
    return { answer, trouble }
  }
}

/** A kept connection can break just when it is used again, so what only reads is asked a second time. */
const onceMore = (work: () => Promise<Answer>): Promise<Answer> =>
  work().catch((error) => {
    if (error instanceof TargetFailure && error.status === 502) return work()
    throw error
  })

async function withLimit<T>(milliseconds: number, stop: AbortController, work: () => Promise<T>): Promise<T> {
  const late = (): TargetFailure =>
    new TargetFailure(504, `the new API gave no answer within ${milliseconds / 1000} seconds`)
  const timer = setTimeout(() => stop.abort(late()), milliseconds)
  try {
    stop.signal.throwIfAborted()
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

const hint = ({ mayHaveArrived }: TargetFailure): string =>
  mayHaveArrived ? '; what was asked for may have been done all the same' : ''

/** In seconds. */
const retryAfter = 5

const retryHeaders = ({ status }: TargetFailure): Answer['headers'] =>
  status === 503 ? { 'retry-after': String(retryAfter) } : {}
