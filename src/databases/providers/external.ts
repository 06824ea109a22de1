import { openKeptServer } from './kept-server.ts'
import type { PostgresProvider } from './provider.ts'

/** A PostgreSQL that is running already; the role of `url` must be allowed to create databases. */
export const createExternalProvider = (url: string): PostgresProvider => ({
  name: 'external',
  open: () => openKeptServer({ kind: 'external', url }),
})
