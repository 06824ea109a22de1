import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresSession } from '../../databases/postgres/connect.ts'
import { readHighest } from '../../databases/postgres/progress-ledger.ts'
import { endSessions } from '../../databases/postgres/workers/end-sessions.ts'
import { layRanges, type RangesState, readRanges } from '../../databases/postgres/workers/key-ranges.ts'
import { dropQueueSchema } from '../../databases/postgres/workers/queue-schema.ts'
import type { LaidQueue } from '../../databases/postgres/workers/range-queue.ts'
import { addCounts, foldRanges } from '../../databases/postgres/workers/settle-ranges.ts'
import { collectTold } from '../../databases/postgres/workers/told-rows.ts'
import type { SqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import { carryRecord } from '../../records/carry-record.ts'
import { noCounts } from '../../records/ports.ts'
import { type Carrying, prepareMapping } from '../../records/prepare-mapping.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { requireFew } from '../../records/require-few.ts'
import type { TransferOptions } from '../../records/transfer.ts'
import type { Crew } from './crew.ts'
import { chooseRangeRows, cutRanges } from './cut-ranges.ts'
import { layRun } from './lay-run.ts'

/** Several workers in the place of one. */
export interface Teamwork {
  readonly crew: Crew
  /** the same moment as the workers have open */
  readonly source: SqliteSource
  readonly url: string
  /** source rows of one range; chosen by the size of the table when left out */
  readonly rangeRows?: number
  /** seconds without a sign of life after which a worker's range is given to another; 10 and more, 60 when left out */
  readonly leaseSeconds?: number
}

/** How often the workers are looked after, in milliseconds. */
const interval = 150

interface SharedTarget {
  readonly schema: string
  readonly overwrite: boolean
  readonly isDetailed: boolean
  readonly onLoss: (text: string) => void
}

/**
 * Carries tables over with several workers: lays the key ranges of a table out, looks after those who take them, and
 * goes on when all are over. A table whose rows must be known together, or that is small, is carried here alone.
 */
export function coordinate(
  session: PostgresSession,
  team: Teamwork,
  shared: SharedTarget,
): { readonly carry: NonNullable<TransferOptions['carry']>; close(): Promise<void> } {
  const { crew, source } = team
  let queue: LaidQueue | undefined

  const rowsOf = (record: RecordDefinition) => source.tables.get(record.source) ?? 0
  const rangeRows = (record: RecordDefinition) => team.rangeRows ?? chooseRangeRows(rowsOf(record), crew.size)

  const lookAfter = async (state: RangesState): Promise<void> => {
    for (const { error, job } of crew.muster()) {
      shared.onLoss(`${error.message} The others go on.`)
      if (job) await queue?.giveBack(job)
    }
    const lapsed = (await queue?.lapsed(state.held)) ?? []
    if (lapsed.length > 0) await endSessions(session, lapsed)
  }

  const waitForRanges = async (record: RecordDefinition, { options, target, tally }: Carrying) => {
    const table = record.source
    const before = (await target.checkpoint(record))?.counts ?? noCounts
    tally.begin(table, before)
    for (;;) {
      const state = await readRanges(session, table)
      tally.tables[table] = addCounts(before, state.counts)
      options.onProgress?.(table, tally.tables[table], rowsOf(record))
      requireFew({ quarantinedNow: tally.quarantinedNow + state.quarantinedNow }, options.maxErrors)
      if (state.open === 0) return
      await lookAfter(state)
      await wait(interval)
    }
  }

  const carryShared = async (record: RecordDefinition, carrying: Carrying): Promise<void> => {
    const { target, tally } = carrying
    const { source: table, key } = record
    const { resolveMissing } = await prepareMapping(record, carrying)
    const last = (await target.checkpoint(record))?.lastKey ?? null
    const cut = () => cutRanges(source, record, last, rangeRows(record))
    const jobs = await layRanges(session, table, cut, () => readHighest(session, record.target))
    await queue?.fill(jobs)
    try {
      await waitForRanges(record, carrying)
    } catch (error) {
      await crew.end()
      await endSessions(session)
        .then(() => collectTold(session, table, tally))
        .catch(() => undefined) // where the server is gone, the first error says so
      throw error
    }
    await collectTold(session, table, tally)
    await foldRanges(session, source.fingerprint, table)
    await target.finishRecord(record, source.highestKey(table, key))
    await resolveMissing()
  }

  const close = async (): Promise<void> => {
    await crew.end()
    await queue?.close()
    queue = undefined
  }

  return {
    async carry(record, carrying) {
      const { options } = carrying
      queue ??= await layRun(session, team, { ...options, ...shared })
      const isShared = record.unique.length === 0 && rowsOf(record) > rangeRows(record)
      if (isShared) await carryShared(record, carrying)
      else await carryRecord(record, carrying)
      if (record !== options.records.at(-1)) return undefined
      await close()
      await dropQueueSchema(session)
      return undefined
    },
    close,
  }
}
