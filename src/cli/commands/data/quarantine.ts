import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readSnapshot } from '../../../databases/postgres/read-snapshot.ts'
import { requireTables } from '../../../databases/postgres/require-tables.ts'
import type { SqlSession } from '../../../schema/session.ts'
import { colors } from '../../colors.ts'
import { formatTable } from '../../text-table.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { exportQuarantine } from './export-quarantine.ts'

interface QuarantineFlags extends TargetCommandFlags {
  readonly export?: string
  readonly all?: boolean
}

/** Rows of one table that are in quarantine for one reason. */
interface QuarantineGroup {
  readonly table: string
  readonly code: string
  readonly rows: number
  /** how many of them have landed since; 0 without `--all` */
  readonly resolved: number
  /** the first few, in order of their key */
  readonly examples: readonly { readonly id: string; readonly reason: string }[]
}

const mostExamples = 3

export const quarantineCommand = (): Command =>
  targetCommand('quarantine', {
    does: 'list the rows that could not land, by table and reason',
    examples: [
      'betty-migrate data quarantine --v2-database betty_v2',
      'betty-migrate data quarantine --v2-database betty_v2 --export quarantined.jsonl',
      'betty-migrate data quarantine --v2-database betty_v2 --all --json | jq .groups',
    ],
    notes: [
      'An exported file holds the rows whole, hashes of passwords included; only you can read it.',
      'After the v1 database was repaired: betty-migrate data convert --retry-quarantined',
    ],
    stopped: 'Nothing was changed.',
    exits: { 0: 'listed, also when there are none' },
  })
    .option(
      '--export <file>',
      'write the whole rows to a new file: one JSON array if its name ends in .json, else a JSON document a line',
    )
    .option('--all', 'also those that have landed since')
    .action(run)

const run = (flags: QuarantineFlags): Promise<void> =>
  withTarget(flags, async (session, place, { progress, result }) => {
    await requireTables(session, place.schema, ['migration_quarantine'])
    const condition = flags.all ? 'true' : 'resolved_at IS NULL'
    const { groups, exported } = await readSnapshot(session, async () => {
      const found = await readGroups(session, condition)
      const file = flags.export
      if (file === undefined) return { groups: found }
      const onRow = (done: number) => progress.count('quarantine', done, countRows(found))
      await exportQuarantine(session, condition, file, onRow)
      return { groups: found, exported: resolve(file) }
    })
    progress.end()
    const rows = countRows(groups)
    result(
      () =>
        [
          ...(rows === 0 ? [] : [describeGroups(groups, flags.all ?? false)]),
          `${place.name}: ${rows === 0 ? 'nothing' : `${rows} row${rows === 1 ? '' : 's'}`} in quarantine.`,
          ...(exported ? [`Exported to ${exported}`] : []),
        ].join('\n'),
      { rows, groups, ...(exported && { exported }) },
    )
  })

const countRows = (groups: readonly QuarantineGroup[]): number =>
  groups.reduce((sum, group) => sum + group.rows, 0)

async function readGroups(session: SqlSession, condition: string): Promise<readonly QuarantineGroup[]> {
  const groups = await session.query(
    `SELECT source_table, reason_code, count(*) AS rows, count(resolved_at) AS resolved,
       json_agg(json_build_object('id', source_key, 'reason', reason) ORDER BY place)
         FILTER (WHERE place <= ${mostExamples}) AS examples
     FROM (SELECT source_table, source_key, reason_code, reason, resolved_at, row_number() OVER (PARTITION BY source_table, reason_code ORDER BY source_key::bigint) AS place
       FROM migration_quarantine WHERE ${condition}) placed
     GROUP BY source_table, reason_code ORDER BY source_table, rows DESC, reason_code`,
  )
  return groups.map((group) => ({
    table: String(group.source_table),
    code: String(group.reason_code),
    rows: Number(group.rows),
    resolved: Number(group.resolved),
    examples: JSON.parse(group.examples ?? '[]'),
  }))
}

function describeGroups(groups: readonly QuarantineGroup[], all: boolean): string {
  const lines = formatTable(
    ['table', 'reason', 'rows', ...(all ? ['landed since'] : [])],
    groups.map(({ table, code, rows, resolved }) => [table, code, rows, ...(all ? [resolved] : [])]),
  ).split('\n')
  const examples = groups.map((group) =>
    group.examples.map(({ id, reason }) => colors.dim(`    ${id}: ${reason}`)),
  )
  return lines.flatMap((line, at) => [line, ...(examples[at - 1] ?? [])]).join('\n')
}
