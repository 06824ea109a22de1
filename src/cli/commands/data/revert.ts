import { resolve } from 'node:path'
import type { Command } from 'commander'
import { wayBack } from '../../../betty/way-back.ts'
import { readLastRun } from '../../../databases/postgres/read-last-run.ts'
import { readSnapshot } from '../../../databases/postgres/read-snapshot.ts'
import { requireTables } from '../../../databases/postgres/require-tables.ts'
import { postgresRevertSource } from '../../../databases/postgres/revert-source.ts'
import type { TableShape } from '../../../databases/sqlite/sqlite-writer.ts'
import { writeDatabase } from '../../../databases/sqlite/write-database.ts'
import type { Migration } from '../../../migration.ts'
import { revert } from '../../../records/revert.ts'
import type { SqlSession } from '../../../schema/session.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { describeRevert, type RevertReport } from './describe-revert.ts'

interface RevertFlags extends TargetCommandFlags {
  readonly to: string
}

export const revertCommand = (): Command =>
  targetCommand('revert', {
    does: 'write a new v1 SQLite file from the v2 database, which is only read',
    examples: [
      'betty-migrate data revert --v2-database betty_v2 --to betty.db',
      'betty-migrate data revert --v2-database betty_v2 --to betty.db --json | jq .tables',
    ],
    notes: [
      'Rows in quarantine come back as they were. Rows that were made in v2 come along; those without a v1_id get numbers above the highest. What was deleted in v2 does not come back. The columns of the file have no declared type, so that every value keeps its storage class.',
    ],
    stopped: 'No file was made. The same command begins anew.',
    exits: {
      0: 'all rows are in the file',
      1: 'some could not be written, or the conversion into v2 has not come to its end',
    },
  })
    .requiredOption('--to <file>', 'the v1 file to make; it must not exist')
    .action(run)

const run = (flags: RevertFlags): Promise<void> =>
  withTarget(flags, async (session, place, { progress, result }, migration) => {
    const start = performance.now()
    await requireTables(session, place.schema, [
      ...migration.records.map(({ target }) => target),
      'migration_quarantine',
      'migration_runs',
    ])
    progress.say(`Reading ${place.name}`)
    const read = await readSnapshot(session, async () => {
      const { instant, isComplete } = await readLastRun(session)
      const source = await postgresRevertSource(session, { ...migration, ...wayBack })
      const options = {
        ...wayBack,
        records: migration.records,
        instant,
        onProgress: progress.count,
      }
      const written = await writeDatabase(flags.to, shapesOf(migration), (sink) =>
        revert(source, sink, options),
      )
      return {
        file: resolve(flags.to),
        bytes: written.bytes,
        ...written.result,
        stays_behind: await countAll(session, wayBack.staysBehind),
        unfinished: !isComplete,
      }
    })
    const report: RevertReport = { ...read, seconds: (performance.now() - start) / 1000 }
    progress.end()
    result(() => describeRevert(report), report)
    if (report.unfinished || report.failed.length > 0) process.exitCode = 1
  })

const shapesOf = ({ records }: Migration): readonly TableShape[] =>
  records.map(({ source, key, fields }) => ({
    name: source,
    key,
    columns: Object.keys(fields),
  }))

async function countAll(
  session: SqlSession,
  queries: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [what, sql] of Object.entries(queries)) {
    const [row] = await session.query(sql)
    counts[what] = Number(row?.count)
  }
  return counts
}
