import { openKeptServer } from './kept-server.ts'
import type { PostgresProvider } from './provider.ts'

/** Of the same major version as the embedded server. */
const defaultImage = 'postgres:18-alpine'

/** A PostgreSQL in a container; `image` behaves as the official image `postgres` does, version 14 or later. */
export const createContainerProvider = (image: string = defaultImage): PostgresProvider => ({
  name: 'container',
  open: () => openKeptServer({ kind: 'container', image }),
})
