import type { SourceTable } from '../oracle/source.ts'
import { tableOf } from './columns.ts'
import type { Comparing } from './comparing.ts'

const firstBeyond = 2n ** 63n

/** The numbers of rows that are made in v2 must go on above every number that v1 gave, or that is taken already. */
export async function compareSequences({ oracle, target, findings }: Comparing): Promise<void> {
  for (const [source, table] of Object.entries(tableOf)) {
    const highest = bigger(oracle.highestId(source as SourceTable) ?? 0n, await target.highestId(table))
    const sequence = await target.sequence(table)
    if (sequence !== undefined && sequence.next > highest && sequence.next < firstBeyond) continue
    findings.add({
      code: 'sequence_behind',
      table,
      key: `sequence ${sequence?.name ?? 'of v1_id'}`,
      column: 'v1_id',
      expected: `above ${highest}`,
      actual: describe(sequence?.next),
      // nothing could be above the highest number of all
      ...(highest === firstBeyond - 1n && { info: true }),
    })
  }
}

const bigger = (one: bigint, other: bigint): bigint => (one > other ? one : other)

function describe(next: bigint | undefined): string {
  if (next === undefined) return 'no sequence'
  return next < firstBeyond ? String(next) : 'used up'
}
