import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { MigrateError } from '../errors.ts'
import { removeUnfinished } from '../unfinished.ts'

/**
 * Makes a file that appears under its name whole or not at all: it is written beside under another name, which a process
 * that was killed leaves behind. Only the user who runs this can read it, if `mode` does not say otherwise.
 * @param write is given the path to write to, of an empty file
 * @throws MigrateError `bad_setting` when there is such a file, or none can be made; `backup_failed` when the disk is full
 */
export async function makeNewFile<T>(
  path: string,
  write: (part: string) => Promise<T>,
  mode = 0o600,
): Promise<T> {
  if (existsSync(path)) throw isThere(path)
  const part = `${resolve(path)}.part-${process.pid}`
  createFile(path, part, mode)
  const parts = ['', '-journal', '-wal', '-shm'].map((suffix) => part + suffix)
  const settle = removeUnfinished(...parts)
  try {
    const result = await write(part)
    flush(part)
    giveName(part, path)
    flush(dirname(part))
    return result
  } catch (error) {
    throw diskTrouble.test(codeOf(error)) ? notWritten(path, error) : error
  } finally {
    for (const each of parts) rmSync(each, { force: true })
    settle()
  }
}

function createFile(path: string, part: string, mode: number): void {
  try {
    rmSync(part, { force: true })
    closeSync(openSync(part, 'wx', mode))
  } catch (cause) {
    throw new MigrateError(
      'bad_setting',
      `The file ${path} cannot be made: ${messageOf(cause)}.`,
      'Name a file in a folder that is there and can be written to.',
      { cause },
    )
  }
}

/** A link never takes the place of a file that somebody made meanwhile; not every file system has them. */
function giveName(part: string, path: string): void {
  try {
    linkSync(part, path)
  } catch (error) {
    if (existsSync(path)) throw isThere(path)
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error
    renameSync(part, path)
  }
}

/** To the disk; where a folder cannot be opened, the system has to do without. */
function flush(path: string): void {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const isThere = (path: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `There is a file ${path} already.`,
    'Nothing is ever overwritten: name a file that does not exist.',
  )

/** From the system or from SQLite. */
const diskTrouble = /^(ENOSPC|EDQUOT|EFBIG|EIO|EROFS|SQLITE_FULL|SQLITE_IOERR.*)$/

const notWritten = (path: string, cause: unknown): MigrateError =>
  new MigrateError(
    'backup_failed',
    `${path} could not be written: ${messageOf(cause)}.`,
    'Make room on that disk, or name a file on another one.',
    { cause },
  )

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
