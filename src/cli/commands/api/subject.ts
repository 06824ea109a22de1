import { createOrigins } from '../../../betty/origins.ts'
import type { Subject } from '../../../guide/build-guide.ts'
import type { Migration } from '../../../migration.ts'

/** What the guides of this program speak of. */
export const guideSubject = ({ apis, mappings }: Migration): Subject => ({
  apis,
  mappings,
  facts: createOrigins(),
  command: 'betty-migrate',
})
