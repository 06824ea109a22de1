import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrateError } from '../../../errors.ts'
import { makeDirectory } from '../../../make-directory.ts'
import { manifestName } from './manifest.ts'
import { readManifest } from './manifest-file.ts'

/** What else than the manifest a backup holds, also one that was cut short. */
export const dumpName = 'schema.dump'
export const rowsName = 'rows'

/**
 * A new directory in `into` that nobody else can read, such as `betty_v2-public-20261122T170000Z`; what is no letter,
 * digit, `_` or `-` in the names becomes `_`.
 */
export async function makeBackupDirectory(
  into: string,
  database: string,
  schema: string,
  at: Date,
): Promise<string> {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '')
  const name = [database, schema, time].map((part) => part.replace(/[^A-Za-z0-9_-]/g, '_')).join('-')
  try {
    makeDirectory(into, 0o700)
    for (let attempt = 1; ; attempt += 1) {
      const directory = join(into, attempt === 1 ? name : `${name}-${attempt}`)
      if (await makeNew(directory)) return directory
    }
  } catch (cause) {
    throw new MigrateError(
      'backup_failed',
      `The directory ${into} cannot take a backup: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Name a directory that can be written to (--backup-path).',
      { cause },
    )
  }
}

async function makeNew(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * `from` itself, or the one backup in it.
 * @throws MigrateError `bad_setting` when there is none, or more than one; `backup_damaged` when it was cut short
 */
export async function findBackup(from: string): Promise<string> {
  if (await isBackup(from)) return requireWhole(from)
  const names = await readdir(from).catch(() => [])
  const found: string[] = []
  for (const name of names) if (await isBackup(join(from, name))) found.push(join(from, name))
  const [only, ...others] = found
  if (only === undefined)
    throw new MigrateError('bad_setting', `There is no backup in ${from}.`, 'Name the directory of a backup.')
  if (others.length === 0) return requireWhole(only)
  const list = await Promise.all(found.map(describe))
  throw new MigrateError(
    'bad_setting',
    `There are ${found.length} backups in ${from}, the newest last:\n${list
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ text }) => `  ${text}`)
      .join('\n')}`,
    'Name one of them.',
  )
}

const isBackup = async (directory: string): Promise<boolean> => {
  for (const name of [manifestName, `${manifestName}.part`, dumpName, rowsName])
    if (await exists(join(directory, name))) return true
  return false
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

async function requireWhole(directory: string): Promise<string> {
  if (await exists(join(directory, manifestName))) return directory
  throw new MigrateError(
    'backup_damaged',
    `The backup ${directory} was cut short: it has no ${manifestName}.`,
    'Take another backup; nothing was changed.',
  )
}

async function describe(directory: string): Promise<{ readonly at: string; readonly text: string }> {
  if (!(await exists(join(directory, manifestName)))) {
    const { birthtime } = await stat(directory)
    return { at: birthtime.toISOString(), text: `${directory} (cut short)` }
  }
  try {
    const { createdAt } = await readManifest(directory)
    return { at: createdAt, text: directory }
  } catch {
    return { at: '', text: `${directory} (damaged)` }
  }
}
