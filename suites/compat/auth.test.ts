import { check } from '../support/check.ts'
import { compareClaims } from './auth/claims.ts'
import { compareLogins } from './auth/login.ts'
import { findSecrets } from './auth/no-secrets.ts'
import { compareLoginRefusals } from './auth/refusals.ts'
import { compareRights } from './auth/rights.ts'

check('auth.login', compareLogins)
check('auth.claims', compareClaims)
check('auth.refusals', compareLoginRefusals)
check('auth.rights', compareRights)
check('auth.no-secrets', findSecrets)
