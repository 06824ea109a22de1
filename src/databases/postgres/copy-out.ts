import { finished } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import { asLost, type PostgresSession } from './connect.ts'

/**
 * The rows of a query as they come, each a list of texts or nulls; no more than one row and one network buffer are held.
 * Nothing else can be asked on this session until the last row was taken; who stops earlier waits for the rest to pass.
 * @param query SQL without parameters
 */
export async function* copyOut(
  session: PostgresSession,
  query: string,
): AsyncGenerator<readonly (string | null)[]> {
  const stream = session.client.query(copyTo(`COPY (${query}) TO STDOUT`))
  const lines = new Lines()
  let isOver = false
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield* lines.take(chunk)
    isOver = true
  } catch (error) {
    isOver = true
    throw asLost(error)
  } finally {
    if (!isOver) await finished(stream.resume())
  }
}

const newline = 0x0a

/** Cuts bytes into rows. A line break inside of a value is escaped, so every one ends a row. */
class Lines {
  #pieces: Buffer[] = []

  take(chunk: Buffer): (string | null)[][] {
    const end = chunk.lastIndexOf(newline)
    if (end < 0) {
      this.#pieces.push(chunk)
      return []
    }
    const whole = Buffer.concat([...this.#pieces, chunk.subarray(0, end)]).toString('utf8')
    this.#pieces = [chunk.subarray(end + 1)]
    return whole.split('\n').map((line) => line.split('\t').map(readField))
  }
}

/** PostgreSQL documentation, COPY, "Text Format". */
const readField = (field: string): string | null =>
  field === '\\N' ? null : field.includes('\\') ? field.replace(/\\(.)/gs, unescaped) : field

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

const unescaped = (_all: string, letter: string): string => escapes[letter] ?? letter
