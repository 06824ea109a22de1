import { UNOWNED } from '../oracle/identity.ts'
import type { SourceTable } from '../oracle/source.ts'
import type { Sample } from '../sample.ts'
import { migrationColumn, tableOf } from './columns.ts'
import type { Comparing } from './comparing.ts'
import { type Counts, noCounts } from './counts.ts'
import { judgeQuarantine, saysMigrated } from './judge.ts'
import { inBatches, KeyedStream, lowestKey } from './keyed-stream.ts'
import { RowJudge } from './row-judge.ts'
import { keyOf } from './target-row.ts'

const batchSize = 250

/**
 * Walks through the rows that must be there, those that are there, and the quarantine, in order of the v1 id.
 * @param sample look at these rows only
 */
export async function compareTable(
  comparing: Comparing,
  sourceTable: SourceTable,
  sample?: Sample,
): Promise<Counts> {
  const { oracle, target, findings, beyond, onProgress } = comparing
  const counts = noCounts()
  const judge = new RowJudge(comparing, counts, tableOf[sourceTable], oracle.highestId(sourceTable))
  const total = oracle.count(sourceTable, sample)
  const expected = oracle.expect(sourceTable, sample)
  const expectations = new KeyedStream(inBatches(expected, batchSize), ({ id }) => id)
  const rows = new KeyedStream(target.numberedRows(tableOf[sourceTable], sample), keyOf)
  const quarantine = new KeyedStream(target.quarantine(sourceTable, sample), ({ id }) => id)

  let before: bigint | undefined
  for (;;) {
    const id = await lowestKey(expectations, rows, quarantine)
    if (id === undefined) break
    const isAgain = id === before
    before = id
    const expectation = expectations.take(id)
    const row = rows.take(id)
    const quarantined = quarantine.take(id)

    const key = `${sourceTable}:${id}`
    if (!isAgain && beyond.isElsewhere(tableOf[sourceTable], expectation, row, quarantined))
      judge.elsewhere(key, expectation, quarantined)
    else {
      judgeQuarantine(findings, key, expectation, quarantined, isAgain)
      if (isAgain) judge.again(id, row)
      else judge.row(id, expectation, row)
    }
    if (counts.source % batchSize === 0) onProgress(sourceTable, counts.source, total)
  }
  onProgress(sourceTable, counts.source, total)
  if (sample === undefined) await judgeRowsWithoutV1Id(comparing, sourceTable, counts)
  return counts
}

/** Rows without a v1 id were made in v2, unless they say that they came from v1. */
async function judgeRowsWithoutV1Id(
  { target, findings }: Comparing,
  sourceTable: SourceTable,
  counts: Counts,
): Promise<void> {
  const table = tableOf[sourceTable]
  const column = migrationColumn[table]
  for await (const row of target.rowsWhere(table, `t.v1_id IS NULL AND t.id <> '${UNOWNED.id}'`)) {
    const key = String(row.id)
    if (saysMigrated(row[column])) {
      counts.extra += 1
      findings.add({ code: 'extra', table, key, column: `${column}.migration` })
    } else {
      counts.made_in_v2 += 1
      findings.add({ code: 'extra', table, key, info: true })
    }
  }
}
