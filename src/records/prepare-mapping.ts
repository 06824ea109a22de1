import type { SourceRow } from './cell.ts'
import { equalValue, type Facts } from './codec.ts'
import { gatherFacts } from './gather-facts.ts'
import type { MappedRow } from './mapped-row.ts'
import type { QuarantinedKeys, RecordSource, RecordTarget, RunOptions } from './ports.ts'
import type { RecordDefinition } from './record.ts'
import { rowUp } from './row-up.ts'
import type { Tally } from './tally.ts'
import type { TargetRow } from './target-row.ts'
import type { TransferOptions } from './transfer.ts'

/** A transfer in progress. */
export interface Carrying {
  readonly source: RecordSource
  readonly target: RecordTarget
  readonly options: TransferOptions & RunOptions
  readonly tally: Tally
  /** the last row carried over, by table, where rows are left for another run */
  readonly reached: ReadonlyMap<string, bigint>
}

export interface Mapping {
  mapRow(row: SourceRow): MappedRow
  /** Takes out of quarantine what the source no longer has. */
  resolveMissing(): Promise<void>
}

/** Finds out what the rows of a table may know of others, once for all of them. */
export async function prepareMapping(record: RecordDefinition, carrying: Carrying): Promise<Mapping> {
  const { source, target, options, reached } = carrying
  const referred = new Set(Object.values(record.references))
  const quarantined = new Map<string, QuarantinedKeys>()
  for (const other of options.records) {
    if (other === record || referred.has(other.target))
      quarantined.set(other.source, await target.quarantinedKeys(other.source))
  }
  const own = quarantined.get(record.source)?.still ?? new Set<bigint>()
  const gather = (outside: ReadonlyMap<string, ReadonlySet<bigint>>) =>
    gatherFacts({
      record,
      source,
      target,
      outside,
      reached,
      ...options,
      instant: options.instant ?? ((local) => local),
    })
  const still = new Map([...quarantined].map(([table, keys]) => [table, keys.still]))
  if (options.retry) still.delete(record.source)
  const before = new Map(
    [...quarantined].map(([table, keys]) => [table, new Set([...keys.still, ...keys.resolvedInThisRun])]),
  )
  const facts = await gather(still)
  const factsBefore = options.retry ? await gather(before) : undefined
  let waits = false
  const watched: Facts = {
    ...facts,
    standing(table, id) {
      const standing = facts.standing(table, id)
      if (standing === 'waits') waits = true
      return standing
    },
  }
  return {
    mapRow(row) {
      const id = row[record.key] as bigint
      if (own.size > 0 && !options.retry && own.has(id)) return { kind: 'known' }
      waits = false
      const up = rowUp(record, row, watched)
      if (up.kind === 'quarantined') return { kind: 'quarantined', row: up }
      if (waits) return { kind: 'waiting' }
      const previous = factsBefore && !before.get(record.source)?.has(id) && rowUp(record, row, factsBefore)
      const isOther = previous && previous.kind === 'landed' && !equalRows(previous.row, up.row)
      return isOther ? { kind: 'landed', up, previous: previous.row } : { kind: 'landed', up }
    },
    async resolveMissing() {
      if (!options.retry) return
      const gone = [...own].filter((id) => !source.has(record.source, record.key, id))
      if (gone.length > 0) await target.resolveQuarantined(record.source, gone)
    },
  }
}

const equalRows = (a: TargetRow, b: TargetRow): boolean => {
  const names = Object.keys({ ...a, ...b })
  return names.every((name) => equalValue(a[name], b[name]))
}
