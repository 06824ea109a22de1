import { betty } from '../../src/betty/index.ts'
import { type DatabaseFinding, placeOf } from '../../src/compare/database-finding.ts'
import type { Judge } from '../../src/vitest/judge.ts'

/** Tells a check of a difference in the v2 database, with the queries that show it. */
export function judgeFinding(judge: Judge, finding: DatabaseFinding): void {
  const { code, expected, actual, info } = finding
  judge.finding({
    code,
    place: placeOf(finding),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(info && { info }),
  })
  if (!info) for (const line of queriesFor(finding)) judge.reproduce(line)
}

/** For a row that is known by its v1 id. */
function queriesFor({ table, key }: DatabaseFinding): readonly string[] {
  const record = betty.records.find(({ target }) => target === table)
  if (!record || !/^\d+$/.test(key)) return []
  return [
    `SELECT * FROM ${record.source} WHERE ${record.key} = ${key}; -- in the v1 file`,
    `SELECT * FROM ${table} WHERE v1_id = ${key}; -- in the v2 database`,
  ]
}
