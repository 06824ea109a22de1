import type { OnProgress } from './backup.ts'
import type { Manifest } from './manifest.ts'

/** A backup whose files have been checked, for a server that can take it. */
export interface RestoreOrder {
  readonly directory: string
  readonly manifest: Manifest
  readonly overwrite: boolean
  readonly lockTimeout: number
  readonly onProgress?: OnProgress
}
