import type { IncomingMessage } from 'node:http'
import { Refusal } from '../api/exchange.ts'
import { type Json, parseJson } from '../json/json.ts'

const mebibyte = 1024 * 1024

/** as the contract says */
const mostBytes = 10 * mebibyte

/** A client that is still sending would not see the answer, so a larger body is read on and dropped, up to here. */
const mostDropped = 100 * mebibyte

const jsonMediaType = /^application\/json(;\s*charset="?utf-8"?)?$/i

/** @throws Refusal 413 when the body is too large, 400 when it is not JSON */
export async function readBody(request: IncomingMessage): Promise<Json> {
  const bytes = await readBytes(request)
  if (!jsonMediaType.test(request.headers['content-type'] ?? ''))
    throw new Refusal(400, 'the body must be JSON with the content type application/json')
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal(400, 'the body is not valid JSON in UTF-8')
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const kept: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= mostBytes) kept.push(chunk)
    else kept.length = 0
    if (size > mostDropped) break
  }
  if (size > mostBytes) throw new Refusal(413, `the body is larger than ${mostBytes} bytes`)
  return Buffer.concat(kept)
}
