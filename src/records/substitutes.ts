import type { Facts } from './codec.ts'
import type { ChunkBounds, RecordSource, RecordTarget } from './ports.ts'
import type { RecordDefinition, UniqueColumn } from './record.ts'
import { rowUp } from './row-up.ts'

/** column → id of a row that may not keep its value → what it gets instead */
export type Substitutes = ReadonlyMap<string, ReadonlyMap<bigint, string | null>>

/**
 * Settles who keeps the value of a unique column: the landing rows in order of their key, after rows that were
 * in the target already. A pass over the whole table, so that the answer is the same for every batch.
 * @param isOutside rows that stay in quarantine, whatever they hold by now
 */
export async function findSubstitutes(
  record: RecordDefinition,
  source: RecordSource,
  target: RecordTarget,
  facts: Facts,
  bounds: ChunkBounds,
  isOutside: (id: bigint) => boolean,
): Promise<Substitutes> {
  const settled = new Map<string, Map<bigint, string | null>>()
  const taken = new Map<string, Set<string>>()
  for (const { column, key, reserved } of record.unique) {
    settled.set(column, new Map())
    taken.set(column, new Set([...reserved, ...(await target.foreignValues(record, column))].map(key)))
  }
  let after: bigint | null = null
  for (;;) {
    const rows = source.readChunk(record.source, record.key, after, bounds)
    if (rows.length === 0) return settled
    for (const row of rows) {
      after = row[record.key] as bigint
      if (isOutside(after)) continue
      const up = rowUp(record, row, facts)
      if (up.kind !== 'landed') continue
      for (const rule of record.unique) {
        const value = up.row[rule.column]
        if (typeof value !== 'string') continue
        const given = settle(rule, value, up.id, taken.get(rule.column) as Set<string>)
        if (given !== value) settled.get(rule.column)?.set(up.id, given)
      }
    }
  }
}

function settle(rule: UniqueColumn, value: string, id: bigint, taken: Set<string>): string | null {
  let candidate: string | null = value
  while (candidate !== null && taken.has(rule.key(candidate))) candidate = rule.substitute(candidate, id)
  if (candidate !== null) taken.add(rule.key(candidate))
  return candidate
}
