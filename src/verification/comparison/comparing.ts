import type { Oracle } from '../oracle/oracle.ts'
import type { FindingList } from './finding-list.ts'
import type { Target } from './target.ts'

/** What every part of a comparison needs. */
export interface Comparing {
  readonly oracle: Oracle
  readonly target: Target
  readonly findings: FindingList
  readonly onProgress: (table: string, done: number, total: number) => void
}
