import { tryClusters } from './clusters.ts'
import { tryCrossProject } from './cross-project.ts'
import { expectMappedRoutes } from './mapped.ts'
import { tryPatterns } from './patterns.ts'
import { tryRefresh } from './refresh.ts'
import { trySearchFilters } from './search-filters.ts'
import { trySearchTypes } from './search-types.ts'

/** What v2 can do, where nothing need be written. */
export const parityChecks = {
  'parity.mapped': expectMappedRoutes,
  'parity.search-types': trySearchTypes,
  'parity.search-filters': trySearchFilters,
  'parity.pattern-match': tryPatterns,
  'parity.semantic-clusters': tryClusters,
  'parity.cross-project': tryCrossProject,
  'parity.refresh': tryRefresh,
} as const
