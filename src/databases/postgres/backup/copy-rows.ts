import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { quoteIdentifier } from '../../../schema/session.ts'
import type { PostgresSession } from '../connect.ts'
import type { OnProgress } from './backup.ts'
import { rowsName } from './backup-directory.ts'
import { saveFile } from './data-files.ts'
import type { FileEntry, TableEntry } from './manifest.ts'

const newline = 0x0a
const compression = { level: 4 }

/** Writes each table into a file, as the server's COPY text, which leaves generated columns out. */
export async function saveRows(
  session: PostgresSession,
  directory: string,
  tables: readonly TableEntry[],
  onProgress?: OnProgress,
): Promise<{ readonly tables: TableEntry[]; readonly files: FileEntry[] }> {
  await mkdir(join(directory, rowsName), { mode: 0o700 })
  const saved = []
  for (const [index, table] of tables.entries()) {
    const path = `${rowsName}/${String(index + 1).padStart(4, '0')}.copy.gz`
    const file = saveFile(directory, path)
    const copy = session.client.query(copyTo(`COPY ${quoteIdentifier(table.name)} TO STDOUT`))
    const [entry] = await Promise.all([
      file.saved,
      pipeline(copy, countRows(table, onProgress), createGzip(compression), file.sink),
    ])
    saved.push({ table: { ...table, file: path }, entry })
  }
  return { tables: saved.map(({ table }) => table), files: saved.map(({ entry }) => entry) }
}

export async function loadRows(
  session: PostgresSession,
  directory: string,
  tables: readonly TableEntry[],
  onProgress?: OnProgress,
): Promise<void> {
  for (const table of tables) {
    if (table.file === undefined) continue
    await pipeline(
      createReadStream(join(directory, table.file)),
      createGunzip(),
      countRows(table, onProgress),
      session.client.query(copyFrom(`COPY ${quoteIdentifier(table.name)} FROM STDIN`)),
    )
  }
}

/** Each row of COPY text ends with a newline, and a newline in a value is written as `\n`. */
function countRows({ name, rows }: TableEntry, onProgress?: OnProgress): Transform {
  let done = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      if (onProgress !== undefined) {
        for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) done += 1
        onProgress(name, done, rows, 'rows')
      }
      next(null, chunk)
    },
  })
}
