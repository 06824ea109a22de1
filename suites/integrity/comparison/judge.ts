import type { Expectation, ExpectedRow } from '../oracle/expectation.ts'
import { differences, isObject, type Json, jsonText } from '../oracle/json.ts'
import { excerpts, type FindingList } from './finding.ts'
import type { QuarantineRow, TargetRow } from './target.ts'

/** A finding for each value that differs; true if there is none. */
export function judgeRow(
  findings: FindingList,
  table: string,
  key: string,
  expected: ExpectedRow,
  actual: TargetRow,
): boolean {
  let isEqual = true
  for (const column of Object.keys(actual)) {
    for (const difference of differences(expected[column], actual[column], [column])) {
      isEqual = false
      findings.add({
        code: 'value_differs',
        table,
        key,
        column: difference.path.join('.'),
        ...sides(difference.expected, difference.actual),
      })
    }
  }
  return isEqual
}

/** What stands in the quarantine under one v1 id, against what must stand there. */
export function judgeQuarantine(
  findings: FindingList,
  sourceTable: string,
  id: string,
  expectation: Expectation | undefined,
  found: readonly QuarantineRow[],
): void {
  const report = (column: string, expected: Json | undefined, actual: Json | undefined) =>
    findings.add({
      code: 'quarantine_differs',
      table: 'migration_quarantine',
      key: `${sourceTable}:${found[0]?.sourceKey ?? id}`,
      column,
      ...sides(expected, actual),
    })
  const [first, ...more] = found
  const expected = expectation?.kind === 'quarantined' ? expectation : undefined
  if (expected?.code !== first?.code) report('reason_code', expected?.code, first?.code)
  else if (expected !== undefined && first !== undefined) {
    for (const { path, expected: ours, actual } of differences(expected.raw, first.raw, ['raw'])) {
      report(path.join('.'), ours, actual)
    }
  }
  if (first !== undefined && first.sourceKey !== id) report('source_key', undefined, first.sourceKey)
  for (const again of more) report('source_key', undefined, again.sourceKey)
}

/** Whether a v2 row says that it came from v1. */
export function saysMigrated(document: Json | undefined): boolean {
  return isObject(document) && Object.hasOwn(document, 'migration')
}

function sides(expected: Json | undefined, actual: Json | undefined) {
  const [ours, theirs] = excerpts(
    expected === undefined ? '' : jsonText(expected),
    actual === undefined ? '' : jsonText(actual),
  )
  return {
    ...(expected === undefined ? {} : { expected: ours }),
    ...(actual === undefined ? {} : { actual: theirs }),
  }
}
