import { check } from '../support/check.ts'
import { systems } from '../support/systems.ts'
import { compareDatabases } from './compare-databases.ts'

check('integrity.rows', async (judge) => {
  const { world } = systems()
  const comparison = await compareDatabases({
    v1Path: world.v1Path,
    v2Url: world.databaseUrl,
    schema: world.schema,
  })
  const rows = Object.values(comparison.tables).reduce((sum, { source, extra }) => sum + source + extra, 0)
  if (rows === 0) judge.notApplicable('v1 has no rows')
  for (const [table, counts] of Object.entries(comparison.tables))
    judge.looked(counts.source, `rows of ${table}`)
  for (const { code, table, key, column, expected, actual } of comparison.findings) {
    judge.finding({
      code,
      place: [table, key, column].filter(Boolean).join(' '),
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
    })
  }
  if (comparison.totalFindings > comparison.findings.length) {
    judge.message(`${comparison.totalFindings} findings in all`)
  }
})
