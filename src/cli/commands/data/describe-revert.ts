import type { RevertCounts, RevertResult } from '../../../records/revert.ts'
import { colors } from '../../colors.ts'
import { formatTable } from '../../text-table.ts'

export interface RevertReport extends RevertResult {
  /** absolute path of the new file */
  readonly file: string
  readonly bytes: number
  /** rows of v2 that v1 has no place for, by what they are */
  readonly stays_behind: Readonly<Record<string, number>>
  /** the last conversion into v2 has not come to its end */
  readonly unfinished: boolean
  readonly seconds: number
}

const fates: readonly (readonly [keyof RevertCounts, string])[] = [
  ['read', 'read'],
  ['migrated', 'migrated'],
  ['made_in_v2', 'made in v2'],
  ['from_quarantine', 'from quarantine'],
]

const leftOut: readonly (readonly [keyof RevertCounts, string])[] = [
  ['deleted', 'deleted in v2: v1 keeps no deleted rows'],
  ['of_deleted', 'of a row that was deleted in v2'],
  ['twice', 'in quarantine and in v2: the row of v2 is in the file'],
]

const mostFailures = 20

/** The report for people. */
export function describeRevert(report: RevertReport): string {
  const { tables, failed, stays_behind: staysBehind } = report
  const counts = Object.entries(tables)
  const left = leftOut.flatMap(([fate, why]) =>
    counts.filter(([, of]) => of[fate] > 0).map(([table, of]) => `  ${of[fate]} of ${table} ${why}`),
  )
  const behind = Object.entries(staysBehind).filter(([, rows]) => rows > 0)
  return [
    formatTable(
      ['table', ...fates.map(([, heading]) => heading), 'written'],
      counts.map(([table, of]) => [table, ...fates.map(([fate]) => of[fate]), writtenOf(of)]),
    ),
    ...(left.length > 0 ? ['Left out:', ...left] : []),
    ...(behind.length > 0
      ? [
          'Stays in v2, which v1 has no place for:',
          ...behind.map(([what, rows]) => `  ${rows} ${what.replaceAll('_', ' ')}`),
        ]
      : []),
    ...failed
      .slice(0, mostFailures)
      .map(({ table, id, reason }) => `${colors.red('failed')} ${table} ${id}: ${reason}`),
    ...(failed.length > mostFailures ? [`and ${failed.length - mostFailures} more (--json lists all)`] : []),
    ...(report.unfinished
      ? [
          `${colors.yellow('warning')} The last conversion into v2 has not come to its end: rows may be missing.`,
        ]
      : []),
    `${report.file}: ${counts.reduce((sum, [, of]) => sum + writtenOf(of), 0)} rows, ${report.bytes} bytes, checked, in ${report.seconds.toFixed(1)} s.`,
  ].join('\n')
}

const writtenOf = ({ migrated, made_in_v2, from_quarantine }: RevertCounts): number =>
  migrated + made_in_v2 + from_quarantine
