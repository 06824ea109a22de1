import { createDatabaseFinding, type DatabaseFinding } from '../compare/database-finding.ts'
import type { OwnParts } from '../compare/own-parts.ts'
import type { CellDifference } from '../compare/rows-back.ts'
import type { Migration } from '../migration.ts'
import type { RecordDefinition } from '../records/record.ts'
import { compareWayBack, type RowFate, type WayBackSides } from './compare-way-back.ts'

/** How the rows of one table fared on the way back. */
export interface WayBackCounts {
  /** the columns for whose sake the table is judged so */
  readonly columns: readonly string[]
  readonly rows: number
  readonly different: number
  readonly missing: number
  readonly quarantined: number
}

export interface WayBackJudgement {
  readonly tables: Readonly<Record<string, WayBackCounts>>
  readonly findings: readonly DatabaseFinding[]
  /** of all findings, kept or not */
  readonly total: number
}

/** Judges what a migration does in its own way: every row of the tables concerned must come back as it was. */
export async function judgeWayBack(
  { records }: Migration,
  own: OwnParts,
  sides: WayBackSides,
  maxFindings: number,
): Promise<WayBackJudgement> {
  const tables: Record<string, WayBackCounts> = {}
  const findings: DatabaseFinding[] = []
  let total = 0
  for (const record of records) {
    const columns = own.fields[record.source]
    if (!columns) continue
    const counts = { columns, rows: 0, different: 0, missing: 0, quarantined: 0 }
    tables[record.source] = counts
    for await (const fate of compareWayBack(record, sides)) {
      const found = findingsOf(record, fate)
      counts.rows += 1
      if (fate.kind === 'back') counts.different += Number(found.length > 0)
      else counts[fate.kind] += 1
      total += found.length
      if (findings.length < maxFindings) findings.push(...found.map(createDatabaseFinding))
    }
  }
  return { tables, findings, total }
}

type Draft = Omit<DatabaseFinding, 'fingerprint'>

function findingsOf({ source, target }: RecordDefinition, fate: RowFate): readonly Draft[] {
  const key = String(fate.id)
  if (fate.kind === 'missing') return [{ code: 'missing', table: target, key }]
  if (fate.kind === 'back') return fate.differences.map((each) => differenceOf(target, key, each))
  if (fate.isWhole) return []
  return [
    { code: 'quarantine_differs', table: 'migration_quarantine', key: `${source}:${key}`, column: 'raw' },
  ]
}

function differenceOf(table: string, key: string, { column, expected, actual }: CellDifference): Draft {
  const values = /password|secret|token/i.test(column) ? {} : { expected, actual }
  return { code: 'value_differs', table, key, column: `${column}, brought back to v1`, ...values }
}
