import { buildGuide, type Subject } from './build-guide.ts'
import { type Compatibility, compatibilities, type EndpointGuide, type Report } from './guide.ts'

const urgency = { high: 0, medium: 1, low: 2 } as const

/** All endpoints at a glance, the most breaking changes first. */
export function buildReport(subject: Subject): Report {
  const { endpoints, new_endpoints, ...rest } = buildGuide(subject)
  const rows = endpoints
    .map(({ before: _before, after: _after, steps: _steps, testing: _testing, ...row }) => row)
    .sort(
      (a, b) =>
        urgency[a.priority] - urgency[b.priority] ||
        b.breaking_changes - a.breaking_changes ||
        a.id.localeCompare(b.id),
    )
  return { ...rest, counts: { ...countsOf(rows), new: new_endpoints.length }, endpoints: rows, new_endpoints }
}

function countsOf(rows: readonly Pick<EndpointGuide, 'compatibility' | 'breaking_changes'>[]) {
  const counts = Object.fromEntries(
    compatibilities.map((each) => [
      each,
      rows.filter(({ compatibility }) => compatibility.includes(each)).length,
    ]),
  ) as Record<Compatibility, number>
  const breaking = rows.reduce((sum, row) => sum + row.breaking_changes, 0)
  return { endpoints: rows.length, ...counts, breaking_changes: breaking }
}
