import { compareItems } from './items.ts'
import { compareAllLists } from './lists.ts'
import { compareProfile } from './profile.ts'
import { compareRefusals } from './refusals.ts'
import { compareSearches } from './searches.ts'
import { compareSemanticSearches } from './semantic.ts'

/** What reads through the mappings. */
export const endpointsChecks = {
  'endpoints.get': compareItems,
  'endpoints.list': compareAllLists,
  'endpoints.search': compareSearches,
  'endpoints.semantic': compareSemanticSearches,
  'endpoints.profile': compareProfile,
  'endpoints.not-found': compareRefusals,
} as const
