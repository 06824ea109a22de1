import { closeSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { MigrateError } from '../../errors.ts'
import { openInCopy } from './open-in-copy.ts'

/** The first bytes of every SQLite 3 file (sqlite.org, "Database File Format"). */
const magic = 'SQLite format 3\0'

/**
 * Opens a SQLite file for reading only.
 * @throws MigrateError naming what was found instead of a SQLite database
 */
export function openDatabase(path: string): Database.Database {
  checkFile(path)
  try {
    return openForReading(path)
  } catch (error) {
    if (needsFolder.has(codeOf(error))) return openInCopy(path, openForReading)
    throw new MigrateError(
      'source_damaged',
      `${path} cannot be read as a SQLite database: ${error instanceof Error ? error.message : String(error)}.`,
      'Check that the file is complete and not encrypted (PRAGMA integrity_check), or use a backup.',
      { cause: error },
    )
  }
}

function openForReading(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  try {
    database.defaultSafeIntegers(true)
    database.pragma('query_only = 1')
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** SQLite keeps an index of the log beside a file in WAL mode, also for readers; it says so when it cannot. */
const needsFolder: ReadonlySet<unknown> = new Set(['SQLITE_READONLY_DIRECTORY', 'SQLITE_CANTOPEN'])

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

function checkFile(path: string): void {
  try {
    describeFile(path)
  } catch (error) {
    if (error instanceof MigrateError) throw error
    throw new MigrateError(
      'source_unreadable',
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Check the rights on the file and on its folder.',
      { cause: error },
    )
  }
}

/** @throws MigrateError when the file cannot be a SQLite database */
function describeFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) {
    throw new MigrateError(
      'source_missing',
      `There is no file ${path}.`,
      'Check the path given for the v1 database.',
    )
  }
  if (!stat.isFile()) {
    throw new MigrateError(
      'source_not_a_file',
      `${path} is ${stat.isDirectory() ? 'a directory' : 'no regular file'}, not a SQLite file.`,
      'Give the path of the database file itself, usually betty.db.',
    )
  }
  if (stat.size === 0) {
    throw new MigrateError(
      'source_empty',
      `${path} is empty (0 bytes).`,
      'Give the path of the v1 database that is in use.',
    )
  }
  const start = firstBytes(path)
  if (start.toString('latin1') !== magic) {
    throw new MigrateError(
      'source_not_sqlite',
      `${path} is not a SQLite database: it starts with ${describe(start)}.`,
      'Give the path of the v1 database file, usually betty.db.',
    )
  }
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(magic.length)
    return bytes.subarray(0, readSync(file, bytes))
  } finally {
    closeSync(file)
  }
}

const describe = (bytes: Buffer): string =>
  /^[\x20-\x7e]+$/.test(bytes.toString('latin1'))
    ? `the text "${bytes.toString('latin1')}"`
    : `the bytes ${bytes.toString('hex')}`
