import { carryRows } from './carry-rows.ts'
import { type Carrying, prepareMapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'

/**
 * Carries one table over, from the checkpoint on.
 * @returns the last row of which all before it are over, when rows are left for another run
 */
export async function carryRecord(record: RecordDefinition, carrying: Carrying): Promise<bigint | undefined> {
  const { source, target, options } = carrying
  const { source: table, key } = record
  const mapping = await prepareMapping(record, carrying)
  const { held, last, read } = await carryRows(record, carrying, mapping)
  await target.finishRecord(record, source.highestKey(table, key))
  if (held !== undefined) return held
  const isFull = read >= (options.limit ?? Number.POSITIVE_INFINITY)
  const isCut = isFull && source.readChunk(table, key, last, { rows: 1, bytes: 1 }).length > 0
  if (isCut) return last ?? undefined
  await mapping.resolveMissing()
  return undefined
}
