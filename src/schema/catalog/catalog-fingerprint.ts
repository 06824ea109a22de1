import { createHash } from 'node:crypto'
import type { Catalog } from './catalog.ts'

/** SHA-256 hex over all objects; equal for equal schemas, whatever they are called. */
export const fingerprintOf = (catalog: Catalog): string =>
  createHash('sha256')
    .update(
      JSON.stringify(catalog.map(({ kind, table, name, definition }) => [kind, table, name, definition])),
    )
    .digest('hex')
