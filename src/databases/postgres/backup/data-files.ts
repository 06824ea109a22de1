import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { MigrateError } from '../../../errors.ts'
import type { FileEntry } from './manifest.ts'

/** A file of a backup in the making: what is written to `sink` is hashed on its way to the disk. */
export function saveFile(directory: string, path: string): { sink: Writable; saved: Promise<FileEntry> } {
  const hash = createHash('sha256')
  let bytes = 0
  const sink = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const file = createWriteStream(join(directory, path), { flags: 'wx', mode: 0o600, flush: true })
  const saved = pipeline(sink, file).then(() => ({ path, bytes, sha256: hash.digest('hex') }))
  saved.catch(() => undefined)
  return { sink, saved }
}

/** @throws MigrateError `backup_damaged` that names the first file which is not as it was written */
export async function checkFiles(directory: string, files: readonly FileEntry[]): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    const damaged = (what: string, cause?: unknown) =>
      new MigrateError(
        'backup_damaged',
        `The file ${join(directory, path)} of the backup ${what}.`,
        'Take another backup; nothing was changed.',
        { cause },
      )
    const kind = await stat(join(directory, path)).catch(() => undefined)
    if (kind !== undefined && !kind.isFile()) throw damaged('is no file') // a pipe would never end
    const hash = createHash('sha256')
    let found = 0
    const file = createReadStream(join(directory, path)).on('data', (chunk) => {
      hash.update(chunk)
      found += chunk.length
    })
    await finished(file).catch((cause) => {
      throw damaged(cause.code === 'ENOENT' ? 'is missing' : `cannot be read: ${cause.message}`, cause)
    })
    if (found !== bytes) throw damaged(`has ${found} bytes instead of ${bytes}`)
    if (hash.digest('hex') !== sha256) throw damaged('was changed after it was written')
  }
}
