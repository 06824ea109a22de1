import type { TableCounts } from '../../../records/ports.ts'
import type { TransferResult } from '../../../records/tally.ts'
import { colors } from '../../colors.ts'
import { formatTable } from '../../text-table.ts'

/** The account of a conversion under the names of cli.md, without the rows. */
export function reportConversion(
  result: TransferResult,
  {
    totals,
    start,
    end,
  }: { readonly totals: ReadonlyMap<string, number>; readonly start: Date; readonly end: Date },
) {
  const tables = Object.entries(result.tables)
  const sum = (pick: (counts: TableCounts) => number) =>
    tables.reduce((total, [, counts]) => total + pick(counts), 0)
  const read = sum((counts) => counts.read)
  const carried = sum((counts) => counts.landed + counts.alreadyThere)
  return {
    conversion_stats: {
      total_items: tables.reduce((total, [table]) => total + (totals.get(table) ?? 0), 0),
      processed_items: read,
      converted_items: sum((counts) => counts.landed),
      skipped_items: sum((counts) => counts.alreadyThere),
      error_items: sum((counts) => counts.quarantined),
      success_rate: read === 0 ? 100 : Math.round((carried * 10_000) / read) / 100,
      start_time: start.toISOString(),
      end_time: end.toISOString(),
      duration: (end.getTime() - start.getTime()) / 1000,
      tables: Object.fromEntries(
        tables.map(([table, { read, landed, alreadyThere, inConflict, quarantined, waiting }]) => [
          table,
          { read, landed, already_there: alreadyThere, in_conflict: inConflict, quarantined, waiting },
        ]),
      ),
    },
    complete: result.complete,
    quarantined_now: result.quarantined,
    warnings_now: result.warnings,
    not_covered: Object.entries(result.notCovered).map(([table, rows]) => ({ table, rows })),
    generated_at: end.toISOString(),
  }
}

/** The same for people; a dry run has changed nothing. */
export function describeConversion(
  result: TransferResult,
  { seconds, dryRun = false }: { readonly seconds: number; readonly dryRun?: boolean | undefined },
): string {
  const landed = dryRun ? 'would land' : 'landed'
  const lines = [
    formatTable(
      ['table', 'read', landed, 'already there', 'in conflict', 'quarantined', 'waiting'],
      Object.entries(result.tables).map(([table, counts]) => [
        table,
        counts.read,
        counts.landed,
        counts.alreadyThere,
        counts.inConflict,
        counts.quarantined,
        counts.waiting,
      ]),
    ),
    '',
    ...describeCodes(dryRun ? 'would be quarantined' : 'quarantined now', result.quarantined, colors.red),
    ...describeCodes('warning', result.warnings, colors.yellow),
    ...Object.entries(result.notCovered).map(
      ([table, rows]) =>
        `${colors.yellow('not covered')} table ${table}, ${rows} rows: v2 has no place for it`,
    ),
    `${result.complete ? 'All rows were read' : 'Rows are left for another run'}; ${seconds.toFixed(1)} s.`,
  ]
  return lines.join('\n')
}

const describeCodes = (
  what: string,
  byTable: Readonly<Record<string, Readonly<Partial<Record<string, number>>>>>,
  colour: (text: string) => string,
): string[] =>
  Object.entries(byTable).flatMap(([table, codes]) =>
    Object.entries(codes).map(([code, count]) => `${colour(what)} ${table}: ${count} × ${code}`),
  )
