import type { Facts } from './codec.ts'
import type { ChunkBounds, RecordSource, RecordTarget } from './ports.ts'
import type { RecordDefinition } from './record.ts'
import { findSubstitutes } from './substitutes.ts'

export interface FactsInput {
  readonly record: RecordDefinition
  readonly records: readonly RecordDefinition[]
  readonly source: RecordSource
  readonly target: RecordTarget
  readonly bounds: ChunkBounds
  readonly instant: Facts['instant']
  /** rows of the source that do not land, by table */
  readonly outside: ReadonlyMap<string, ReadonlySet<bigint>>
  /** the last row carried over, by table, where rows are left for another run */
  readonly reached: ReadonlyMap<string, bigint>
}

/** What the codecs of one record may know about other rows. */
export async function gatherFacts(input: FactsInput): Promise<Facts> {
  const { record, records, source, target, bounds, outside, reached } = input
  const keys = new Map(records.map((other) => [other.source, other.key]))
  const someOutside = new Map([...outside].filter(([, ids]) => ids.size > 0))
  const facts: Facts = {
    standing(table, id) {
      if (someOutside.get(table)?.has(id) || !source.has(table, keys.get(table) ?? 'id', id)) return 'never'
      const last = reached.get(table)
      return last === undefined || id <= last ? 'lands' : 'waits'
    },
    substitute: () => undefined,
    instant: input.instant,
  }
  if (record.unique.length === 0) return facts
  const isOutside = (id: bigint) => outside.get(record.source)?.has(id) ?? false
  const substitutes = await findSubstitutes(record, source, target, facts, bounds, isOutside)
  return { ...facts, substitute: (column, id) => substitutes.get(column)?.get(id) }
}
