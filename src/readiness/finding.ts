import { createHash } from 'node:crypto'
import type { Finding } from './contract.ts'

/**
 * 12 hex digits for a list of texts. No two lists share an encoding: every part carries its kind and its
 * length in bytes, so ('ab', 'c') differs from ('a', 'bc'), and a null from an empty text.
 */
export function fingerprint(...parts: readonly (string | null)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    if (part === null) hash.update('n;')
    else {
      const bytes = Buffer.from(part, 'utf16le')
      hash.update(`t${bytes.length}:`).update(bytes)
    }
  }
  return hash.digest('hex').slice(0, 12)
}

/** A finding before it has its fingerprint. `identity` tells apart findings of one code and place. */
export interface FindingDraft extends Omit<Finding, 'fingerprint'> {
  readonly identity?: readonly string[]
}

/** The values found are no part of the fingerprint: a time or a request id in them differs in every run. */
export function createFinding({ identity = [], ...finding }: FindingDraft): Finding {
  return { ...finding, fingerprint: fingerprint(finding.code, finding.place, ...identity) }
}
