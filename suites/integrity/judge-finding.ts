import { type DatabaseFinding, placeOf } from '../../src/compare/database-finding.ts'
import type { Judge } from '../../src/vitest/judge.ts'

/** Tells a check of a difference in the v2 database. */
export function judgeFinding(judge: Judge, finding: DatabaseFinding): void {
  const { code, expected, actual, info } = finding
  judge.finding({
    code,
    place: placeOf(finding),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(info && { info }),
  })
}
