import { betty } from '../../src/betty/index.ts'
import type { DatabaseFinding } from '../../src/compare/database-finding.ts'
import { findOwnParts } from '../../src/compare/own-parts.ts'
import { compareDatabases } from '../../src/verification/compare-databases.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { migration } from '../support/configured.ts'
import { systems } from '../support/systems.ts'
import { judgeFinding } from './judge-finding.ts'
import { expectUntouched } from './untouched.ts'

async function expectRows(judge: Judge): Promise<void> {
  const { world, kind } = systems()
  const own = findOwnParts(betty, migration)
  const comparison = await compareDatabases({
    v1Path: world.v1Path,
    v2Url: world.databaseUrl,
    schema: world.schema,
    beyond: own,
  })
  for (const [table, columns] of Object.entries(own.fields))
    judge.message(`${table}: ${columns.join(', ')} follow the configuration, and are judged by the way back`)
  const rows = Object.values(comparison.tables).reduce((sum, { source, extra }) => sum + source + extra, 0)
  if (rows === 0) judge.notApplicable('v1 has no rows')
  for (const [table, counts] of Object.entries(comparison.tables))
    judge.looked(counts.source, `rows of ${table}`)
  // sequences have a check of their own
  for (const finding of comparison.findings)
    if (finding.code !== 'sequence_behind')
      judgeFinding(judge, kind === 'rehearsal' ? blame(finding) : finding)
  if (kind === 'rehearsal')
    await expectUntouched(
      judge,
      (table, column) => own.places[table]?.some(([first]) => first === column) ?? false,
    )
  if (comparison.totalFindings > comparison.findings.filter(({ info }) => !info).length) {
    judge.message(`${comparison.totalFindings} findings in all`)
  }
}

/** Nobody has worked in a v2 that was brought up for this run: what v1 does not have, the migration has made up. */
function blame({ info, ...finding }: DatabaseFinding): DatabaseFinding {
  const isUsual = finding.table === 'projects' && finding.key === 'default'
  return info && (finding.code !== 'extra' || isUsual) ? { ...finding, info } : finding
}

export const rowChecks = {
  'integrity.rows': expectRows,
} as const
