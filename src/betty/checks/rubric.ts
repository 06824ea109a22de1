import { defineRubric } from '../../readiness/rubric.ts'
import { auth } from './auth.ts'
import { categories } from './check.ts'
import { endpoints } from './endpoints.ts'
import { format } from './format.ts'
import { health } from './health.ts'
import { integrity } from './integrity.ts'
import { parity } from './parity.ts'
import { performance } from './performance.ts'
import { transformers } from './transformers.ts'

/** What is judged about a migration of BETTY: the one table of checks. */
export const rubric = defineRubric({
  categories,
  checks: [
    ...health,
    ...endpoints,
    ...auth,
    ...format,
    ...parity,
    ...integrity,
    ...performance,
    ...transformers,
  ],
})
