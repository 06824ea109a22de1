import { compareClaims } from './claims.ts'
import { compareLogins } from './login.ts'
import { findSecrets } from './no-secrets.ts'
import { compareLoginRefusals } from './refusals.ts'
import { compareRights } from './rights.ts'

/** Who gets in, as whom, and to what. */
export const authChecks = {
  'auth.login': compareLogins,
  'auth.claims': compareClaims,
  'auth.refusals': compareLoginRefusals,
  'auth.rights': compareRights,
  'auth.no-secrets': findSecrets,
} as const
