import { bookkeeping } from '../../schema/bookkeeping.ts'
import type { Step } from '../../schema/step.ts'
import { keysAndIndexes } from './keys-and-indexes.ts'
import { tables } from './tables.ts'

/** The v2 schema of BETTY, as v2.md describes it. */
export const schema: readonly Step[] = [...bookkeeping, ...tables, ...keysAndIndexes]
