import type { Report } from '../src/readiness/report-schema.ts'

type Finding = Report['checks'][number]['findings'][number]

/** A finding that stands for others of the same code at places that differ in numbers, names and values only. */
export interface Alike {
  readonly finding: Finding
  /** with itself */
  readonly amount: number
}

/** The place without what tells one call from another: queries, bodies, identifiers and numbers. */
const kindOfPlace = (place: string): string =>
  place
    .replace(/\?\S*/, '')
    .replace(/ \{"[\s\S]*?(?= \$|, then|$)/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d+/gi, '#')

/** The findings that count, put together with those that are like them; the most frequent first. */
export function groupAlike(findings: readonly Finding[]): Alike[] {
  const groups = Map.groupBy(
    findings.filter(({ info }) => !info),
    ({ code, place, waived }) => `${waived} ${code} ${kindOfPlace(place)}`,
  )
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [{ finding: group[0], amount: group.length }] : []))
    .sort((a, b) => b.amount - a.amount)
}

/** How many findings of a check that count are not among those that are shown. */
export function countRest(
  { findings, finding_count }: Report['checks'][number],
  shown: readonly Alike[],
): number {
  const infos = findings.filter(({ info }) => info).length
  return finding_count - infos - shown.reduce((sum, { amount }) => sum + amount, 0)
}
