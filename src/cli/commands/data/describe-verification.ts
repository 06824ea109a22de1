import type { DatabaseFinding, TableComparison } from '../../../compare/database-finding.ts'
import type { WayBackCounts, WayBackJudgement } from '../../../way-back/judge-way-back.ts'
import { colors } from '../../colors.ts'
import { countFindings, describeFinding } from '../../describe-finding.ts'
import { formatTable } from '../../text-table.ts'

/** What `data verify --json` prints; the names of the first are fixed by cli.md. */
export interface VerificationReport {
  readonly equal: boolean
  readonly tables: Readonly<Record<string, TableComparison>>
  readonly findings: readonly DatabaseFinding[]
  /** those that count, listed or not */
  readonly total_findings: number
  /** about so many rows of each table were looked at, and not all */
  readonly sample?: number
  /** how the tables fared in which a betty.config.ts does something in its own way */
  readonly by_way_back?: WayBackJudgement['tables']
  readonly source_timezone: string
  readonly seconds: number
}

const mostShown = 50

export function describeVerification(report: VerificationReport, place: string, file?: string): string {
  const { findings, total_findings: total } = report
  const faults = findings.filter(({ info }) => !info)
  const notes = findings.filter(({ info }) => info)
  const shown = [...faults.slice(0, mostShown), ...notes.slice(0, mostShown)]
  const more = total - Math.min(faults.length, mostShown)
  return [
    ...shown.map(describeFinding),
    ...(more > 0
      ? [`… and ${countFindings(more)} more${file === undefined ? ': --output FILE lists them' : ''}`]
      : []),
    ...(notes.length > mostShown ? [`… and ${notes.length - mostShown} notes more`] : []),
    formatTable(
      ['table', 'in v1', 'equal', 'different', 'missing', 'extra', 'quarantined', 'made in v2'],
      Object.entries(report.tables).map(([table, counts]) => [
        table,
        ...[counts.source, counts.equal, counts.different, counts.missing],
        ...[counts.extra, counts.quarantined, counts.made_in_v2],
      ]),
    ),
    ...Object.entries(report.by_way_back ?? {}).map(describeWayBack),
    ...(report.sample === undefined ? [] : [colors.yellow(describeSample(report.sample))]),
    `${place}: ${report.equal ? colors.green('nothing differs') : colors.red(countFindings(total))}, in ${report.seconds.toFixed(1)} s.`,
  ].join('\n')
}

const describeWayBack = ([table, { columns, rows, different }]: readonly [string, WayBackCounts]): string =>
  `${table}: ${columns.join(', ')} follow the configuration, and not the contract; ${rows - different} of ${rows} rows were brought back to v1 as they were.`

const describeSample = (rows: number): string =>
  `This was a sample of about ${rows} rows of each table: the others, projects, references and rows without a v1 id were not looked at.`
