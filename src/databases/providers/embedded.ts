import { openKeptServer } from './kept-server.ts'
import type { PostgresProvider } from './provider.ts'

/** A PostgreSQL from npm packages: needs nothing installed, runs as any user. */
export const createEmbeddedProvider = (): PostgresProvider => ({
  name: 'embedded',
  open: () => openKeptServer({ kind: 'embedded' }),
})
