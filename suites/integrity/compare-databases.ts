import { compareProjects, compareUnowned } from './comparison/compare-projects.ts'
import { compareTable } from './comparison/compare-table.ts'
import type { TableCounts } from './comparison/counts.ts'
import { findDangling, findStrayQuarantine } from './comparison/find-strays.ts'
import { type DatabaseFinding, FindingList } from './comparison/finding.ts'
import { openTarget } from './comparison/target.ts'
import { openOracle } from './oracle/oracle.ts'
import type { SourceTable } from './oracle/source.ts'

export type { TableCounts } from './comparison/counts.ts'
export type { DatabaseFinding } from './comparison/finding.ts'

export interface DatabaseComparison {
  readonly equal: boolean
  readonly tables: Readonly<Record<SourceTable | 'projects', TableCounts>>
  /** the first `maxFindings` */
  readonly findings: readonly DatabaseFinding[]
  readonly totalFindings: number
}

export interface ComparisonInput {
  readonly v1Path: string
  /** connection URL of the v2 database */
  readonly v2Url: string
  /** default `public` */
  readonly schema?: string
  /** default `UTC`, which is all that the oracle reads */
  readonly sourceTimezone?: string
  /** default 1000; the rest is counted only */
  readonly maxFindings?: number
}

/**
 * Compares every row of a v2 database with what the oracle reads from the v1 file: every column that the
 * migration gives a value to, the quarantine, and that no reference leads nowhere. Flat memory.
 * @throws MigrateError if either side cannot be read
 */
export async function compareDatabases(input: ComparisonInput): Promise<DatabaseComparison> {
  const { sourceTimezone = 'UTC', schema = 'public', maxFindings = 1000 } = input
  const findings = new FindingList(maxFindings)
  const oracle = openOracle(input.v1Path, { sourceTimezone })
  try {
    const target = await openTarget(input.v2Url, schema)
    try {
      const users = await compareTable(oracle, target, 'users', findings)
      const knowledge = await compareTable(oracle, target, 'knowledge', findings)
      const relationships = await compareTable(oracle, target, 'relationships', findings)
      await compareUnowned(oracle, target, findings)
      const projects = await compareProjects(oracle, target, findings)
      await findDangling(target, findings)
      await findStrayQuarantine(target, findings)
      const equal = findings.total === 0
      const tables = { users, projects, knowledge, relationships }
      return { equal, tables, findings: findings.first, totalFindings: findings.total }
    } finally {
      await target.close()
    }
  } finally {
    oracle.close()
  }
}
