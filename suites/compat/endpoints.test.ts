import { check } from '../support/check.ts'
import { compareItems } from './endpoints/items.ts'
import { compareAllLists } from './endpoints/lists.ts'
import { compareProfile } from './endpoints/profile.ts'
import { compareRefusals } from './endpoints/refusals.ts'
import { compareSearches } from './endpoints/searches.ts'
import { compareSemanticSearches } from './endpoints/semantic.ts'

check('endpoints.get', compareItems)
check('endpoints.list', compareAllLists)
check('endpoints.search', compareSearches)
check('endpoints.semantic', compareSemanticSearches)
check('endpoints.profile', compareProfile)
check('endpoints.not-found', compareRefusals)
