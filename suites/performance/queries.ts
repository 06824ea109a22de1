import { findUnindexed } from './find-unindexed.ts'

export const queryChecks = {
  'performance.queries': findUnindexed,
} as const
