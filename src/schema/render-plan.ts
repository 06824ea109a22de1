import { ledgerTable } from './ledger.ts'
import type { PlannedStep } from './plan.ts'
import type { SchemaState } from './read-plan.ts'
import { quoteIdentifier } from './session.ts'
import { toSql } from './step.ts'

/** The statements of a step as `apply` would run them, laid out for people, without semicolons. */
export const statementsOf = (planned: PlannedStep, { concurrent }: SchemaState): readonly string[] =>
  planned.step.up.map((statement) => layOut(toSql(statement, concurrent.has(planned))))

/** The steps as a SQL script for people to read: what `apply` would run, without its locks, limits and ledger. */
export function renderSql(schema: string, state: SchemaState, steps: readonly PlannedStep[]): string {
  if (steps.length === 0) return ''
  const head = [
    `-- apply also notes each step in ${ledgerTable}`,
    ...(state.exists ? [] : [`CREATE SCHEMA ${quoteIdentifier(schema)};`]),
    `SET search_path TO ${quoteIdentifier(schema)};`,
    '',
  ]
  return [head.join('\n'), ...steps.map((planned) => renderStep(planned, state))].join('\n')
}

function renderStep(planned: PlannedStep, state: SchemaState): string {
  const statements = statementsOf(planned, state).map((sql) => `${sql};`)
  const body = state.concurrent.has(planned) ? statements : ['BEGIN;', ...statements, 'COMMIT;']
  return [`-- ${planned.step.name}: ${planned.step.description}`, ...body, ''].join('\n')
}

/** The indentation of the declaration in the source is of no interest. */
function layOut(sql: string): string {
  const [first, ...lines] = sql.trim().split('\n')
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length)
  const common = Math.max(0, Math.min(...indents) - 2)
  return [first, ...lines.map((line) => line.slice(common))].join('\n')
}
