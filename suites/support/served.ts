import { betty } from '../../src/betty/index.ts'
import type { Migration } from '../../src/migration.ts'
import { migration } from './configured.ts'
import { systems } from './systems.ts'

/** The endpoints that the servers at hand have: the reference servers of a rehearsal know those of BETTY, and no others. */
export const served = (): Migration => (systems().kind === 'rehearsal' ? betty : migration)
