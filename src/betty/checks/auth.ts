import type { BettyCheck } from './check.ts'

/** Who gets in, and who may do what. */
export const auth = [
  {
    id: 'auth.login',
    suite: 'compat',
    category: 'auth',
    severity: 'blocker',
    holds: 'the same name and password log in to both, as the same user',
    fails: 'a login of v1 does not work in v2, or gives another user',
    why: 'nobody could get in on the day of the move',
    remedy: 'Check that password_hash was carried over and that v2 verifies the scrypt form.',
  },
  {
    id: 'auth.refusals',
    suite: 'compat',
    category: 'auth',
    severity: 'blocker',
    holds: 'wrong passwords, missing, broken and foreign tokens are refused by both',
    fails: 'v2 lets in what v1 refuses',
    why: 'somebody would gain a right that they did not have',
    remedy: 'Look at the call in the finding and at how v2 checks tokens and passwords.',
  },
  {
    id: 'auth.rights',
    suite: 'compat',
    category: 'auth',
    severity: 'blocker',
    holds:
      'the same user has the same role and permissions in both, and is let in and refused by the same calls',
    fails: 'roles, permissions or what they allow differ between v1 and v2',
    why: 'a right gained is a hole, a right lost is a call to support',
    remedy: 'Compare role and permissions of the user in the finding with the table of the mapping.',
  },
  {
    id: 'auth.no-escalation',
    suite: 'compat',
    category: 'auth',
    severity: 'blocker',
    holds: 'nobody can do in v2 what v1 refuses them, by an old call or a new one, and nobody loses a right',
    fails: 'v2 allows what v1 refuses, or the other way round',
    why: 'somebody could read, change or delete what is not theirs to touch',
    remedy:
      'Look at the permission that the call in the finding asks for in v2, and at the rights of that user.',
  },
  {
    id: 'auth.claims',
    suite: 'compat',
    category: 'auth',
    severity: 'major',
    holds: 'the token of v2 claims the person, role and permissions that v1 knows',
    fails: 'the token of v2 claims something else than v1 knows',
    why: 'services behind v2 decide by the claims alone',
    remedy: 'Compare the claims in the finding with the profile of that user in v1.',
  },
  {
    id: 'auth.no-secrets',
    suite: 'compat',
    category: 'auth',
    severity: 'blocker',
    holds: 'no answer of v2 shows a stored password, a secret or the insides of the server',
    fails: 'answers of v2 show what nobody may see',
    why: 'a hash that is seen can be guessed at, and insides show where to break in',
    remedy: 'Leave the field in the finding out of the answer.',
  },
] as const satisfies readonly BettyCheck[]
