import { UNOWNED } from '../oracle/identity.ts'
import type { Oracle } from '../oracle/oracle.ts'
import type { SourceTable } from '../oracle/source.ts'
import { noCounts, type TableCounts } from './counts.ts'
import type { FindingList } from './finding.ts'
import { judgeQuarantine, judgeRow, saysMigrated } from './judge.ts'
import { lowestKey, Peekable } from './peekable.ts'
import { MIGRATION_COLUMN, type Target, type TargetTable } from './target.ts'

const TABLES = {
  users: 'users',
  knowledge: 'knowledge_items',
  relationships: 'knowledge_relationships',
} as const

/** Walks through the rows that must be there, those that are there, and the quarantine, in order of the v1 id. */
export async function compareTable(
  oracle: Oracle,
  target: Target,
  sourceTable: SourceTable,
  findings: FindingList,
): Promise<TableCounts> {
  const counts = noCounts()
  const table = TABLES[sourceTable]
  const highest = oracle.highestId(sourceTable)
  const expectations = new Peekable(oracle.expect(sourceTable), ({ id }) => id)
  const rows = new Peekable(target.migratedRows(table), (row) => BigInt(String(row.v1_id)))
  const quarantine = new Peekable(target.quarantine(sourceTable), ({ sourceKey }) => integerOf(sourceKey))

  for (;;) {
    const id = await lowestKey([expectations, rows, quarantine])
    if (id === undefined) break
    const key = String(id)
    const [expectation] = await expectations.take(id)
    const [row, ...doubles] = await rows.take(id)
    judgeQuarantine(findings, sourceTable, key, expectation, await quarantine.take(id))

    if (expectation !== undefined) counts.source += 1
    if (expectation?.kind === 'quarantined') counts.quarantined += 1
    if (expectation?.kind === 'landed') {
      if (row === undefined) {
        counts.missing += 1
        findings.add({ code: 'missing', table, key })
      } else if (judgeRow(findings, table, key, expectation.row, row)) counts.equal += 1
      else counts.different += 1
    } else if (row !== undefined) {
      const isNew = highest === undefined || id > highest
      if (isNew && !saysMigrated(row[MIGRATION_COLUMN[table]])) counts.made_in_v2 += 1
      else {
        counts.extra += 1
        findings.add({ code: 'extra', table, key })
      }
    }
    for (const double of doubles) {
      counts.extra += 1
      findings.add({ code: 'doubled', table, key, column: 'v1_id', actual: String(double.id) })
    }
  }
  await judgeRowsWithoutV1Id(target, table, counts, findings)
  return counts
}

/** Rows without a v1 id were made in v2, unless they say that they came from v1. */
async function judgeRowsWithoutV1Id(
  target: Target,
  table: Exclude<TargetTable, 'projects'>,
  counts: TableCounts,
  findings: FindingList,
): Promise<void> {
  const withoutV1Id = `t.v1_id IS NULL AND t.id <> '${UNOWNED.id}'`
  const migrated = `t.${MIGRATION_COLUMN[table]} ? 'migration'`
  counts.made_in_v2 += await target.count(table, `${withoutV1Id} AND NOT ${migrated}`)
  for await (const row of target.rowsWhere(table, `${withoutV1Id} AND ${migrated}`)) {
    counts.extra += 1
    findings.add({
      code: 'extra',
      table,
      key: String(row.id),
      column: `${MIGRATION_COLUMN[table]}.migration`,
    })
  }
}

function integerOf(sourceKey: string): bigint {
  return /^-?\d+$/.test(sourceKey) ? BigInt(sourceKey) : -(2n ** 64n)
}
