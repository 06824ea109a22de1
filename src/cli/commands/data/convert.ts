import { resolve } from 'node:path'
import type { Command } from 'commander'
import { convertRows } from '../../../conversion/convert-rows.ts'
import { countLeftByNewestRun } from '../../../databases/postgres/read-quarantine.ts'
import { readQueueRights } from '../../../databases/postgres/workers/queue-schema.ts'
import { takeCensus } from '../../../databases/sqlite/census.ts'
import type { SqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import { MigrateError } from '../../../errors.ts'
import type { Migration } from '../../../migration.ts'
import { Tally, type TransferResult } from '../../../records/tally.ts'
import { keepMemorySteady } from '../../../steady-memory.ts'
import { digestConfig } from '../../digest-config.ts'
import { requireV1Db } from '../../options/require-v1-db.ts'
import { tellError } from '../../tell-error.ts'
import { targetCommand, withTarget } from '../target-command.ts'
import { addConvertOptions, type ConvertFlags, readWorkers, requireZone } from './convert-flags.ts'
import { describeConversion, reportConversion } from './describe-conversion.ts'
import { ErrorReport } from './error-report.ts'
import { joinConversion } from './join-conversion.ts'
import { openV1 } from './open-v1.ts'

export const convertCommand = (): Command =>
  addConvertOptions(
    targetCommand(
      'convert',
      {
        does: 'carry the rows over, from v1 to v2; can be stopped at any moment and started again',
        examples: [
          'betty-migrate data convert --v1-db betty.db --v2-database betty_v2 --dry-run',
          'betty-migrate data convert --v1-db betty.db --v2-database betty_v2 --error-report errors.json',
          'betty-migrate data convert --v1-db betty.db --v2-database betty_v2 --retry-quarantined',
          'betty-migrate data convert --v1-db copy.db --v2-host db.example --v2-database betty_v2 --join',
        ],
        stopped:
          'What has landed stays, in whole batches. The same command goes on from there; with several workers, those of other machines may go on.',
        exits: {
          0: 'all rows read are in v2',
          1: 'rows were quarantined in this run, or in an earlier part of it, and --accept-quarantine was not given',
        },
      },
      ['v1Db'],
    ),
  ).action((flags: ConvertFlags) => (flags.join ? joinConversion(flags) : run(flags)))

async function run(flags: ConvertFlags): Promise<void> {
  keepMemorySteady()
  const path = await requireV1Db()
  const configuration = digestConfig()
  const instant = requireZone(flags.sourceTimezone)
  const workers = readWorkers(flags)
  return withTarget(flags, async (session, { url, schema }, { progress, result }, migration) => {
    const { source, crew } = await openV1(
      path,
      migration.records,
      workers,
      async () => (await readQueueRights(session)).may,
    )
    const report = flags.errorReport === undefined ? undefined : new ErrorReport(resolve(flags.errorReport))
    const start = new Date()
    const census = takeCensus(path, migration.records)
    const tell = (outcome: TransferResult) => ({
      ...reportConversion(outcome, { totals: source.tables, start, end: new Date() }),
      dry_run: flags.dryRun,
      census,
      unknown_columns: unknownColumns(census, migration),
    })
    const soFar = new Tally(undefined)
    try {
      const outcome = await convertRows(session, source, migration, {
        schema,
        dryRun: flags.dryRun,
        overwrite: flags.overwrite,
        retry: flags.retryQuarantined,
        timezone: flags.sourceTimezone,
        configuration,
        instant,
        ...(flags.batchSize && { bounds: { rows: flags.batchSize, bytes: 16 << 20 } }),
        ...(flags.limit !== undefined && { limit: flags.limit }),
        ...(flags.maxErrors !== undefined && { maxErrors: flags.maxErrors }),
        ...(crew && { team: { crew, source, url } }),
        ...(report && { onEvent: (event) => report.add(event) }),
        onPhase: progress.say,
        onProgress(table, counts, total) {
          soFar.tables[table] = counts
          progress.count(table, counts.read, total)
        },
      })
      await report?.finish(tell(outcome))
      progress.end()
      const seconds = (Date.now() - start.getTime()) / 1000
      result(() => describeConversion(outcome, { seconds, dryRun: flags.dryRun }), tell(outcome))
      const left = hasQuarantined(outcome) || flags.dryRun ? 0 : await countLeftByNewestRun(session)
      if (left > 0)
        progress.say(
          `Rows quarantined in an earlier part of this run: ${left}. \`betty-migrate data quarantine\` lists them.`,
        )
      if ((hasQuarantined(outcome) || left > 0) && !flags.acceptQuarantine) process.exitCode = 1
    } catch (error) {
      await report?.finish(tell(interrupted(soFar, source, migration)))
      if (!isAboutRows(error)) throw error
      progress.end()
      process.exitCode = tellError(error, 1)
    } finally {
      await crew?.end()
      source.close()
    }
  })
}

/** The run ended early, but as it was told to. */
const isAboutRows = (error: unknown): boolean =>
  error instanceof MigrateError && error.code === 'too_many_quarantined'

const hasQuarantined = ({ quarantined }: TransferResult): boolean =>
  Object.values(quarantined).some((codes) => Object.keys(codes).length > 0)

/** What was counted before an error ended the run. */
const interrupted = (
  { tables, quarantined, warnings, conflicts }: Tally,
  source: SqliteSource,
  { records }: Migration,
): TransferResult => ({
  tables,
  quarantined,
  warnings,
  conflicts,
  notCovered: Object.fromEntries(
    [...source.tables].filter(([name]) => !records.some((record) => record.source === name)),
  ),
  complete: false,
})

const unknownColumns = (census: ReturnType<typeof takeCensus>, { records }: Migration) =>
  records.flatMap((record) =>
    Object.keys(census[record.source] ?? {})
      .filter((name) => name !== record.key && !Object.hasOwn(record.fields, name))
      .map((column) => ({ table: record.source, column })),
  )
