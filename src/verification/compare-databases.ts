import type { DatabaseFinding, TableComparison } from '../compare/database-finding.ts'
import { Beyond, type BeyondContract } from './comparison/beyond.ts'
import { compareProjects, compareUnowned } from './comparison/compare-projects.ts'
import { compareSequences } from './comparison/compare-sequences.ts'
import { compareTable } from './comparison/compare-table.ts'
import type { Comparing } from './comparison/comparing.ts'
import { findDangling, findStrayQuarantine } from './comparison/find-strays.ts'
import { FindingList } from './comparison/finding-list.ts'
import { openTarget } from './comparison/target.ts'
import { openOracle } from './oracle/oracle.ts'
import type { SourceTable } from './oracle/source.ts'
import { sampleOf } from './sample.ts'

export interface DatabaseComparison {
  /** nothing was found that counts */
  readonly equal: boolean
  /** projects are left out of a sample, and where they follow from what lies beyond the contract */
  readonly tables: Readonly<Record<SourceTable, TableComparison> & { projects?: TableComparison }>
  /** the first `maxFindings` faults, then as many notes */
  readonly findings: readonly DatabaseFinding[]
  /** of the faults */
  readonly totalFindings: number
  /** in which v1 times without a zone were read, as the conversion recorded it */
  readonly sourceTimezone: string
}

export interface ComparisonInput {
  readonly v1Path: string
  /** connection URL of the v2 database */
  readonly v2Url: string
  /** default `public` */
  readonly schema?: string
  /** default 1000; the rest is counted only */
  readonly maxFindings?: number
  /** about so many rows of each table instead of all; what can only be told from all rows is not compared then */
  readonly sample?: number
  /** what the migration does in another way than the contract: it is left out of the comparison */
  readonly beyond?: BeyondContract
  readonly onProgress?: Comparing['onProgress']
}

/**
 * Compares every row of a v2 database with what the oracle reads from the v1 file: every column that the migration
 * gives a value to, the quarantine, the sequences, and that no reference leads nowhere. Each side is seen at one
 * moment; nothing is changed. Flat memory.
 * @throws MigrateError if either side cannot be read
 */
export async function compareDatabases(input: ComparisonInput): Promise<DatabaseComparison> {
  const { v1Path, v2Url, schema = 'public', maxFindings = 1000, onProgress = () => undefined } = input
  const findings = new FindingList(maxFindings)
  const beyond = new Beyond(input.beyond ?? { places: {}, tables: [] })
  const target = await openTarget(v2Url, schema)
  try {
    const sourceTimezone = await target.sourceTimezone()
    const oracle = openOracle(v1Path, { sourceTimezone })
    try {
      const tables = await compareAll({ oracle, target, findings, beyond, onProgress }, input.sample)
      const { first, total } = findings
      return { equal: total === 0, tables, findings: first, totalFindings: total, sourceTimezone }
    } finally {
      oracle.close()
    }
  } finally {
    await target.close()
  }
}

/** In an order in which the oracle learns from one table what it needs for the next. */
async function compareAll(comparing: Comparing, wanted?: number): Promise<DatabaseComparison['tables']> {
  const { oracle, beyond } = comparing
  const compare = (table: SourceTable) =>
    compareTable(comparing, table, wanted === undefined ? undefined : sampleOf(wanted, oracle.count(table)))
  const users = await compare('users')
  const knowledge = await compare('knowledge')
  const relationships = await compare('relationships')
  await compareUnowned(comparing)
  await compareSequences(comparing)
  if (wanted !== undefined) return { users, knowledge, relationships }
  const followed = ['project_id', 'created_at'].some((column) => beyond.has('knowledge_items', column))
  const isOther = followed || beyond.hasLandings('knowledge_items')
  const projects = isOther ? undefined : await compareProjects(comparing)
  await findDangling(comparing)
  await findStrayQuarantine(comparing)
  return { users, ...(projects && { projects }), knowledge, relationships }
}
