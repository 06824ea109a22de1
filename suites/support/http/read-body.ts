import { type Json, parseJson } from '../../../src/json/json.ts'
import { BadAnswer } from './bad-answer.ts'

/** More than the largest page of items that the suites ask for. */
export const mostBytes = 64 * 1024 * 1024

const excerpt = 60

/**
 * The JSON of an answer; undefined when there is no body, or an error page in the place of a failure of the API.
 * @throws BadAnswer for a success that is no JSON, a redirect, or a body without end
 */
export async function readBody(response: Response, place: string): Promise<Json | undefined> {
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    // not followed: a token would go to whoever is named there
    throw new BadAnswer(
      place,
      'JSON',
      `${response.status}, a redirect to ${shown(response.headers.get('location'))}`,
    )
  }
  const text = await readText(response, place)
  if (text === '') return undefined
  const body = tryParse(text)
  if (!response.ok) return body
  const type = response.headers.get('content-type') ?? 'no content type'
  const isNamedJson = /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)
  if (body !== undefined && isNamedJson) return body
  const what =
    body === undefined ? `${type}, ${Buffer.byteLength(text)} bytes, that begin ${shown(text)}` : type
  throw new BadAnswer(place, 'JSON', `${response.status} with ${what}`)
}

async function readText(response: Response, place: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // leaving the loop ends the connection
    if (bytes > mostBytes) throw new BadAnswer(place, `at most ${mostBytes} bytes`, 'more')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tryParse(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const shown = (text: string | null): string =>
  text === null ? 'nowhere' : JSON.stringify(text.length > excerpt ? `${text.slice(0, excerpt)}…` : text)
