import { check } from '../support/check.ts'
import { tryClusters } from './parity/clusters.ts'
import { tryCrossProject } from './parity/cross-project.ts'
import { expectMappedRoutes } from './parity/mapped.ts'
import { tryPatterns } from './parity/patterns.ts'
import { tryRefresh } from './parity/refresh.ts'
import { trySearchFilters } from './parity/search-filters.ts'
import { trySearchTypes } from './parity/search-types.ts'

check('parity.mapped', expectMappedRoutes)
check('parity.search-types', trySearchTypes)
check('parity.search-filters', trySearchFilters)
check('parity.pattern-match', tryPatterns)
check('parity.semantic-clusters', tryClusters)
check('parity.cross-project', tryCrossProject)
check('parity.refresh', tryRefresh)
