import type { PlannedStep } from './plan.ts'
import { toSql } from './step.ts'

/** The steps as a SQL script for people to read: what `apply` would run, without locks and ledger. */
export const renderSql = (
  steps: readonly PlannedStep[],
  isConcurrent: (step: PlannedStep) => boolean,
): string =>
  steps
    .map((planned) => {
      const { name, description } = planned.step
      const concurrently = isConcurrent(planned)
      const statements = planned.step.up.map((statement) => `${layOut(toSql(statement, concurrently))};`)
      const body = concurrently ? statements : ['BEGIN;', ...statements, 'COMMIT;']
      return [`-- ${name}: ${description}`, ...body, ''].join('\n')
    })
    .join('\n')

/** The indentation of the declaration in the source is of no interest. */
function layOut(sql: string): string {
  const lines = sql.trim().split('\n')
  const indents = lines
    .slice(1)
    .filter((line) => line.trim())
    .map((line) => line.length - line.trimStart().length)
  const common = Math.max(0, Math.min(...indents) - 2)
  return [lines[0], ...lines.slice(1).map((line) => line.slice(common))].join('\n')
}
