import { createHash } from 'node:crypto'
import type { Step } from './step.ts'

/** A step's identity as SHA-256 hex over its SQL with white space and comments folded, so that layout does not count. */
export function checksumOf(step: Step): string {
  const statements = [...step.up, '--down', ...step.down].map(canonicalSql)
  return createHash('sha256').update(JSON.stringify(statements)).digest('hex')
}

const canonicalSql = (sql: string): string =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
