import { chmodSync, copyFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { MigrateError } from '../../errors.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

/**
 * Opens a copy of a file in WAL mode whose folder cannot be written to, where SQLite itself can only refuse: the driver
 * has no way to say that a file is immutable. The copy is gone when it is closed, or with the process.
 * @throws MigrateError `source_unreadable` when it cannot be copied, `source_changed` when somebody writes to it
 */
export function openInCopy(path: string, open: (copy: string) => Database.Database): Database.Database {
  const folder = makeTemporaryFolder('v1')
  try {
    const copy = join(folder, 'v1.db')
    const before = stampOf(path)
    for (const suffix of ['', '-wal']) copyIfThere(path + suffix, copy + suffix)
    if (stampOf(path) !== before) throw changed(path)
    mergeLog(copy)
    return open(copy)
  } catch (error) {
    throw error instanceof MigrateError ? error : notCopied(path, error)
  } finally {
    rmSync(folder, { recursive: true, force: true }) // what is open stays readable
  }
}

/** Size and time of change of a file and of the log beside it. */
export const stampOf = (path: string): string =>
  ['', '-wal']
    .map((suffix) => statSync(path + suffix, { throwIfNoEntry: false }))
    .map((stat) => `${stat?.size} ${stat?.mtimeMs}`)
    .join()

function copyIfThere(from: string, to: string): void {
  if (!statSync(from, { throwIfNoEntry: false })) return
  copyFileSync(from, to)
  chmodSync(to, 0o600)
}

/** Brings what is committed in the log into the file, which then needs no log. */
function mergeLog(copy: string): void {
  const database = new Database(copy)
  try {
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
}

const notCopied = (path: string, cause: unknown): MigrateError =>
  new MigrateError(
    'source_unreadable',
    `${path} is in WAL mode, its folder cannot be written to, and no copy could be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Copy the file, and its -wal file if there is one, to a folder that can be written to.',
    { cause },
  )

const changed = (path: string): MigrateError =>
  new MigrateError(
    'source_changed',
    `${path} is being written to, and its folder cannot be written to by us.`,
    'Run this as the user that BETTY runs as, or when nobody writes to the file.',
  )
