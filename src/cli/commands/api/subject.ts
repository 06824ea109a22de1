import { betty } from '../../../betty/index.ts'
import { createOrigins } from '../../../betty/origins.ts'
import type { Subject } from '../../../guide/build-guide.ts'

/** What the guides of this program speak of. */
export const guideSubject = (): Subject => ({
  apis: betty.apis,
  mappings: betty.mappings,
  facts: createOrigins(),
  command: 'betty-migrate',
})
