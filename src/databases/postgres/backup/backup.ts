import type { LockOptions } from '../../../schema/migration-lock.ts'
import type { Manifest } from './manifest.ts'

/** `name` is what is being worked on: a table or a file. */
export type OnProgress = (name: string, done: number, total: number, unit: 'rows' | 'bytes') => void

export interface BackupRequest {
  readonly url: string
  readonly schema: string
  /** a directory, made when missing, in which the backup gets a directory of its own */
  readonly into: string
  /** pg_dump when one that fits the server can be found, unless it is said here */
  readonly tool?: 'pg_dump' | 'snapshot'
  /** how long to wait for a table that somebody is altering, in milliseconds */
  readonly lockTimeout?: number
  readonly onProgress?: OnProgress
}

export interface BackupResult {
  readonly directory: string
  readonly manifest: Manifest
}

export interface RestoreRequest extends Partial<Pick<LockOptions, 'lockTimeout' | 'onWait'>> {
  readonly url: string
  /** a backup goes back into the schema that it is of; any other one given here is refused */
  readonly schema?: string
  /** a backup, or a directory with one backup in it */
  readonly from: string
  /** drop what is in the schema now, in the transaction of the restore */
  readonly overwrite: boolean
  readonly onProgress?: OnProgress
}

export interface RestoreResult extends BackupResult {
  /** GRANT statements that were left out: their role does not exist here, or the schema is not this role's */
  readonly notGranted: readonly string[]
}
