import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { betty } from '../../../betty/index.ts'
import { findOwnParts, type OwnParts } from '../../../compare/own-parts.ts'
import type { PostgresSession } from '../../../databases/postgres/connect.ts'
import { readLastRun } from '../../../databases/postgres/read-last-run.ts'
import { readSnapshot } from '../../../databases/postgres/read-snapshot.ts'
import { requireTables } from '../../../databases/postgres/require-tables.ts'
import { openSqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import type { Migration } from '../../../migration.ts'
import { compareDatabases } from '../../../verification/compare-databases.ts'
import { judgeWayBack, type WayBackJudgement } from '../../../way-back/judge-way-back.ts'
import { requireV1Db } from '../../options/require-v1-db.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { describeVerification, type VerificationReport } from './describe-verification.ts'
import { openReportFile } from './report-file.ts'

interface VerifyFlags extends TargetCommandFlags {
  readonly output?: string
  readonly sample?: number
}

/** More are counted, and not listed. */
const mostFindings = 100_000

export const verifyCommand = (): Command =>
  targetCommand(
    'verify',
    {
      does: 'compare every row of both sides: a finding for each difference',
      examples: [
        'betty-migrate data verify --v1-db betty.db --v2-database betty_v2',
        'betty-migrate data verify --v1-db betty.db --v2-database betty_v2 --output differences.json',
        'betty-migrate data verify --v1-db betty.db --v2-database betty_v2 --sample 10000',
      ],
      notes: [
        'What must be in v2 is worked out from the v1 file by a second reading of the contract, which shares no code with the converter. What a betty.config.ts does in its own way is judged by bringing every row of its tables back to v1. Compared are rows, quarantine and sequences; tables, indexes and constraints are by `schema verify`. Rows that were made in v2 are listed and not blamed. Both sides are only read, each as it is at one moment.',
      ],
      stopped: 'Nothing was changed, and nothing is told of what was compared. The same command begins anew.',
      exits: { 0: 'nothing differs', 1: 'findings' },
    },
    ['v1Db'],
  )
    .option('--output <file>', 'write the findings to this file as JSON; what was there is replaced')
    .option(
      '--sample <rows>',
      'about so many rows of each table only, the same ones in every run',
      parseSample,
    )
    .action(run)

function parseSample(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number of at least 1.')
}

async function run(flags: VerifyFlags): Promise<void> {
  const path = await requireV1Db()
  return withTarget(flags, async (session, place, { progress, result }, migration) => {
    const start = performance.now()
    // a wrong file is told in the words of the converter, before anything is begun
    openSqliteSource(path, migration.records).close()
    await requireTables(session, place.schema, [
      ...migration.records.map(({ target }) => target),
      ...['projects', 'migration_quarantine', 'migration_runs'],
    ])
    const file = flags.output === undefined ? undefined : openReportFile(resolve(flags.output))
    try {
      progress.say(`Comparing ${path} with ${place.name}`)
      const own = findOwnParts(betty, migration)
      const compared = await compareDatabases({
        v1Path: path,
        v2Url: place.url,
        schema: place.schema,
        maxFindings: mostFindings,
        onProgress: progress.count,
        beyond: own,
        ...(flags.sample !== undefined && { sample: flags.sample }),
      })
      progress.end()
      const wayBack = await compareOwnParts(session, migration, own, path)
      const { tables, sourceTimezone } = compared
      const equal = compared.equal && wayBack.total === 0
      const report: VerificationReport = {
        equal,
        ...(flags.sample !== undefined && { sample: flags.sample }),
        tables,
        ...(Object.keys(own.fields).length > 0 && { by_way_back: wayBack.tables }),
        findings: [...wayBack.findings, ...compared.findings],
        total_findings: compared.totalFindings + wayBack.total,
        source_timezone: sourceTimezone,
        seconds: (performance.now() - start) / 1000,
      }
      file?.write(report)
      result(() => describeVerification(report, place.name, flags.output), report)
      if (!equal) process.exitCode = 1
    } finally {
      file?.close()
    }
  })
}

/** What the second reading of the contract cannot know. */
async function compareOwnParts(
  session: PostgresSession,
  migration: Migration,
  own: OwnParts,
  path: string,
): Promise<WayBackJudgement> {
  if (Object.keys(own.fields).length === 0) return { tables: {}, findings: [], total: 0 }
  const source = openSqliteSource(path, migration.records)
  try {
    return await readSnapshot(session, async () => {
      const { instant } = await readLastRun(session)
      const sides = { source, session, keys: migration.keys, instant }
      return judgeWayBack(migration, own, sides, mostFindings)
    })
  } finally {
    source.close()
  }
}
