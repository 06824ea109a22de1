import type { Expectation, ExpectedRow } from '../oracle/expectation.ts'
import { differences, isObject, type Json, JsonNumber, jsonText } from '../oracle/json.ts'
import { kindOf, type TargetTable } from './columns.ts'
import { excerpts } from './excerpts.ts'
import type { FindingList } from './finding-list.ts'
import { hideSecrets } from './hide-secrets.ts'
import type { QuarantineRow } from './quarantine-row.ts'
import type { TargetRow } from './target-row.ts'

/** A finding for each value that differs; true if there is none. */
export function judgeColumns(
  findings: FindingList,
  place: { readonly table: TargetTable; readonly key: string },
  expected: ExpectedRow,
  actual: TargetRow,
): boolean {
  let isEqual = true
  for (const column of Object.keys(actual)) {
    const isTime = kindOf(place.table, column) === 'time'
    for (const { path, ...both } of differences(expected[column], actual[column], [column])) {
      isEqual = false
      const shown = isTime ? { expected: asTime(both.expected), actual: asTime(both.actual) } : both
      findings.add({
        code: 'value_differs',
        ...place,
        column: path.join('.'),
        ...sides(path, shown.expected, shown.actual),
      })
    }
  }
  return isEqual
}

/**
 * What stands in the quarantine under one v1 id, against what must stand there.
 * @param isAgain something stood there already
 */
export function judgeQuarantine(
  findings: FindingList,
  key: string,
  expectation: Expectation | undefined,
  found: QuarantineRow | undefined,
  isAgain: boolean,
): void {
  const expected = expectation?.kind === 'quarantined' ? expectation : undefined
  if (expected === undefined && found === undefined) return
  const report = (path: readonly string[], ours: Json | undefined, theirs: Json | undefined) =>
    findings.add({
      code: 'quarantine_differs',
      table: 'migration_quarantine',
      key: found === undefined ? key : `${found.sourceTable}:${found.sourceKey}`,
      column: path.join('.'),
      ...sides(path, ours, theirs),
    })
  if (found !== undefined && (isAgain || found.sourceKey !== String(found.id)))
    report(['source_key'], undefined, found.sourceKey)
  else if (expected?.code !== found?.code) report(['reason_code'], expected?.code, found?.code)
  else if (expected !== undefined && found !== undefined) {
    for (const { path, expected: ours, actual } of differences(expected.raw, found.raw, ['raw']))
      report(path, ours, actual)
  }
}

/** Whether a v2 row says that it came from v1, and under this number if one is given. */
export function saysMigrated(document: Json | undefined, id?: bigint): boolean {
  if (!isObject(document) || !Object.hasOwn(document, 'migration')) return false
  const { migration } = document
  if (id === undefined) return true
  return isObject(migration) && migration.v1_id instanceof JsonNumber && migration.v1_id.digits === String(id)
}

/** Both values as a finding shows them: in JSON, around the place where they part, without secrets. */
function sides(path: readonly string[], expected: Json | undefined, actual: Json | undefined) {
  const show = (value: Json | undefined) => (value === undefined ? '' : jsonText(hideSecrets(value, path)))
  const [ours, theirs] = excerpts(show(expected), show(actual))
  return {
    ...(expected !== undefined && { expected: ours }),
    ...(actual !== undefined && { actual: theirs }),
  }
}

/** Microseconds since 1970 as people read them; what `Date` cannot hold stays a number. */
function asTime(micros: Json | undefined): Json | undefined {
  if (typeof micros !== 'string' || !/^-?\d+$/.test(micros)) return micros
  const value = BigInt(micros)
  const fraction = ((value % 1_000_000n) + 1_000_000n) % 1_000_000n
  const date = new Date(Number((value - fraction) / 1000n))
  if (Number.isNaN(date.getTime())) return micros
  return `${date.toISOString().slice(0, -5)}.${String(fraction).padStart(6, '0')}Z`
}
