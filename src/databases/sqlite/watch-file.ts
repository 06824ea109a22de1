import { openDatabase } from './open-database.ts'
import { stampOf } from './open-in-copy.ts'

export interface FileWatch {
  /** is another text when somebody has committed to the file in between */
  read(): string
  close(): void
}

/**
 * Watches for commits of others. SQLite counts them in a connection that is in no transaction (sqlite.org, "PRAGMA
 * data_version"); a file that can only be read in a copy is looked at from outside.
 */
export function watchFile(path: string): FileWatch {
  const database = openDatabase(path)
  return {
    read: () => `${database.pragma('data_version', { simple: true })} ${stampOf(path)}`,
    close: () => {
      database.close()
    },
  }
}
