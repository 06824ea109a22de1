import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { makeNewFile } from '../../../databases/new-file.ts'
import type { PostgresSession } from '../../../databases/postgres/connect.ts'
import { readQuarantine } from '../../../databases/postgres/read-quarantine.ts'
import { stringifyJson } from '../../../json/json.ts'

/** Writes rows in quarantine to a new file, whole, one by one. */
export const exportQuarantine = (
  session: PostgresSession,
  condition: string,
  path: string,
  onRow: (done: number) => void,
): Promise<void> =>
  makeNewFile(path, (part) =>
    pipeline(documents(session, condition, path.endsWith('.json'), onRow), createWriteStream(part)),
  )

async function* documents(
  session: PostgresSession,
  condition: string,
  isArray: boolean,
  onRow: (done: number) => void,
): AsyncGenerator<string> {
  let done = 0
  if (isArray) yield '['
  for await (const row of readQuarantine(session, condition)) {
    const text = stringifyJson({ ...row, source_key: String(row.source_key) })
    yield isArray ? `${done > 0 ? ',' : ''}\n${text}` : `${text}\n`
    done += 1
    onRow(done)
  }
  if (isArray) yield '\n]\n'
}
