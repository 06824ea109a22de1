import type { BettyCheck } from './check.ts'

/** The shapes of answers. */
export const format = [
  {
    id: 'format.v1-resource',
    suite: 'compat',
    category: 'format',
    severity: 'minor',
    holds: 'v1 answers have the shape of the v1 contract',
    fails: 'v1 answers do not have the shape of the v1 contract',
    why: 'a v1 of another shape is not the one this migration was made for',
    remedy: 'Check the version of v1.',
  },
  {
    id: 'format.v2-resource',
    suite: 'compat',
    category: 'format',
    severity: 'major',
    holds: 'v2 answers have the shape of the v2 contract',
    fails: 'v2 answers do not have the shape of the v2 contract',
    why: 'new clients rely on the fields of v2',
    remedy: 'Compare the answer in the finding with the contract of v2.',
  },
  {
    id: 'format.v1-failures',
    suite: 'compat',
    category: 'format',
    severity: 'minor',
    holds: 'failures of v1 have the shape and the status of the v1 contract',
    fails: 'failures of v1 do not have the shape or the status of the v1 contract',
    why: 'a v1 of another shape is not the one this migration was made for',
    remedy: 'Check the version of v1.',
  },
  {
    id: 'format.v2-failures',
    suite: 'compat',
    category: 'format',
    severity: 'major',
    holds:
      'failures of v2 have the shape and the status of the v2 contract, each with a request id of its own',
    fails: 'failures of v2 do not have the shape or the status of the v2 contract',
    why: 'clients act on the code of a failure, and support looks for its request id',
    remedy: 'Compare the answer in the finding with the contract of v2.',
  },
] as const satisfies readonly BettyCheck[]
