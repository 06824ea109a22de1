import { createHash } from 'node:crypto'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrateError } from '../../../errors.ts'
import { type Manifest, manifestForm, manifestFormat, manifestName, manifestVersion } from './manifest.ts'

/** Written as the last file, and whole or not at all: a directory without it is a backup that was cut short. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const path = join(directory, manifestName)
  const file = await open(`${path}.part`, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ ...manifest, sha256: hashOf(manifest) }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  await syncDirectory(directory)
}

/** @throws MigrateError `backup_damaged` when it is not as it was written, or of a version that is not known here */
export async function readManifest(directory: string): Promise<Manifest> {
  const damaged = (what: string, cause?: unknown) =>
    new MigrateError(
      'backup_damaged',
      `The manifest of the backup ${directory} ${what}.`,
      'Take another backup; nothing was changed.',
      { cause },
    )
  const found = await stat(join(directory, manifestName)).catch(() => undefined)
  if (found !== undefined && !found.isFile()) throw damaged('is no file') // a pipe would never end
  const text = await readFile(join(directory, manifestName), 'utf8').catch((cause) => {
    throw damaged(`cannot be read: ${cause.message}`, cause)
  })
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch (cause) {
    throw damaged('is no JSON', cause)
  }
  const { sha256, ...manifest } = (typeof told === 'object' && told !== null ? told : {}) as {
    readonly [key: string]: unknown
  }
  if (manifest.format === manifestFormat && manifest.version !== manifestVersion)
    throw new MigrateError(
      'backup_damaged',
      `The backup ${directory} is of format version ${manifest.version}; this program knows version ${manifestVersion}.`,
      'Restore it with the version of betty-migrate that made it.',
    )
  if (sha256 !== hashOf(manifest)) throw damaged('was changed after it was written')
  const parsed = manifestForm.safeParse(manifest)
  if (!parsed.success) throw damaged('is not one of betty-migrate', parsed.error)
  return parsed.data
}

const hashOf = (manifest: object): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex')

/** Makes names in the directory last; not every system can open one. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
