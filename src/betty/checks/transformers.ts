import type { BettyCheck } from './check.ts'

/** The laws of codecs and mappings, tried with generated data. */
export const transformers = [
  {
    id: 'transformers.users',
    suite: 'transformers',
    category: 'integrity',
    severity: 'blocker',
    holds: 'any user row lands or is quarantined, and what lands comes back as it was',
    fails: 'a user row is lost or comes back changed',
    why: 'the next database may have rows that this one has not',
    remedy: 'Replay the seed in the finding and mend the codec of the column.',
  },
  {
    id: 'transformers.knowledge',
    suite: 'transformers',
    category: 'integrity',
    severity: 'blocker',
    holds: 'any knowledge row lands or is quarantined, and what lands comes back as it was',
    fails: 'a knowledge row is lost or comes back changed',
    why: 'the next database may have rows that this one has not',
    remedy: 'Replay the seed in the finding and mend the codec of the column.',
  },
  {
    id: 'transformers.relationships',
    suite: 'transformers',
    category: 'integrity',
    severity: 'blocker',
    holds: 'any relationship row lands or is quarantined, and what lands comes back as it was',
    fails: 'a relationship row is lost or comes back changed',
    why: 'the next database may have rows that this one has not',
    remedy: 'Replay the seed in the finding and mend the codec of the column.',
  },
  {
    id: 'transformers.requests',
    suite: 'transformers',
    category: 'endpoints',
    severity: 'major',
    holds: 'what any v1 client sends through the mapping is what it reads back through it',
    fails: 'a value sent through the mapping comes back changed',
    why: 'clients of v1 go on through the gateway',
    remedy: 'Replay the seed in the finding and mend the mapping.',
  },
] as const satisfies readonly BettyCheck[]
