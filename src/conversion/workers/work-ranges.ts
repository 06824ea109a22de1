import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresSession } from '../../databases/postgres/connect.ts'
import { postgresTarget } from '../../databases/postgres/postgres-target.ts'
import { LeaseLost, rangeLease } from '../../databases/postgres/workers/range-lease.ts'
import type { HeldJob, RangeQueue } from '../../databases/postgres/workers/range-queue.ts'
import type { SharedRun } from '../../databases/postgres/workers/shared-run.ts'
import { MigrateError } from '../../errors.ts'
import type { Migration } from '../../migration.ts'
import { carryRows } from '../../records/carry-rows.ts'
import type { RecordSource } from '../../records/ports.ts'
import { type Carrying, type Mapping, prepareMapping } from '../../records/prepare-mapping.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { sourceUpTo } from '../../records/source-part.ts'
import { Tally } from '../../records/tally.ts'
import { createZone } from '../../time/zone.ts'
import type { WorkerReply } from './messages.ts'

/** How long to wait when no range is free, in milliseconds. */
const pause = 200

interface Workplace {
  readonly session: PostgresSession
  readonly source: RecordSource
  readonly queue: RangeQueue
  readonly run: SharedRun
  readonly migration: Migration
  readonly tell: (reply: WorkerReply) => void
}

/** Takes ranges from the queue one after the other and carries their rows over; ends only with an error. */
export async function workRanges(place: Workplace): Promise<never> {
  const { session, source, queue, run, migration, tell } = place
  const { settings } = run
  const instant = createZone(settings.timezone)
  if (!instant) throw unknownZone(settings.timezone)
  const lease = rangeLease(session, settings.isDetailed)
  const target = postgresTarget(session, {
    companionColumns: migration.companions,
    overwrite: settings.overwrite,
    part: { run: { ...settings, id: run.id, fingerprint: run.fingerprint, isNew: false }, ledger: lease },
  })
  const options = { ...migration, ...settings, instant }
  const carrying: Carrying = { source, target, options, tally: new Tally(undefined), reached: new Map() }

  let mapped: { readonly record: RecordDefinition; readonly mapping: Mapping } | undefined
  /** What rows may know of others is the same for all ranges of a table. */
  const mappingOf = async (record: RecordDefinition): Promise<Mapping> => {
    if (mapped?.record !== record) mapped = { record, mapping: await prepareMapping(record, carrying) }
    return mapped.mapping
  }

  const carryRange = async (job: HeldJob): Promise<number> => {
    const range = await lease.hold(job)
    if (range.isDone) return 0
    const record = migration.records.find(({ source }) => source === range.table)
    if (!record) throw new TypeError(`no record of ${range.table}`)
    const mapping = await mappingOf(record)
    const before = (await lease.read(record))?.counts.read ?? 0
    await carryRows(record, { ...carrying, source: sourceUpTo(source, record, range.through) }, mapping)
    await lease.finish()
    return (carrying.tally.tables[range.table]?.read ?? 0) - before
  }

  for (;;) {
    const job = await queue.take()
    if (!job) {
      await wait(pause)
      continue
    }
    tell({ kind: 'took', job })
    const keeping = setInterval(
      () => queue.keep(job).catch(() => undefined), // without a sign of life the lease ends, as it should
      (settings.leaseSeconds * 1000) / 4,
    )
    try {
      const rows = await carryRange(job)
      await queue.complete(job)
      tell({ kind: 'carried', rows })
    } catch (error) {
      if (error instanceof LeaseLost) continue
      await queue.giveBack(job).catch(() => undefined) // else it is free when the lease ends
      throw error
    } finally {
      clearInterval(keeping)
    }
  }
}

const unknownZone = (name: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `The run reads times in ${name}, a time zone that is not known here.`,
    'Use a Node.js with the full time zone database.',
  )
