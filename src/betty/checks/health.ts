import type { BettyCheck } from './check.ts'

/** Whether both systems answer. */
export const health = [
  {
    id: 'health.v1-answers',
    suite: 'compat',
    category: 'health',
    severity: 'blocker',
    holds: 'v1 says that it is healthy and is a version 1',
    fails: 'v1 does not say that it is a healthy version 1',
    why: 'without a working v1 there is nothing to compare with',
    remedy: 'Start v1, or correct its address.',
  },
  {
    id: 'health.v2-answers',
    suite: 'compat',
    category: 'health',
    severity: 'blocker',
    holds: 'v2 says that it is healthy, is a version 2 and has its database',
    fails: 'v2 does not say that it is a healthy version 2 with its database',
    why: 'users would meet a system that is down',
    remedy: 'Start v2 and its database, or correct its address.',
  },
] as const satisfies readonly BettyCheck[]
