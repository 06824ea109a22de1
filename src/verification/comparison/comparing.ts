import type { Oracle } from '../oracle/oracle.ts'
import type { Beyond } from './beyond.ts'
import type { FindingList } from './finding-list.ts'
import type { Target } from './target.ts'

/** What every part of a comparison needs. */
export interface Comparing {
  readonly oracle: Oracle
  readonly target: Target
  readonly findings: FindingList
  readonly beyond: Beyond
  readonly onProgress: (table: string, done: number, total: number) => void
}
