import type { Expectation, ExpectedRow } from '../oracle/expectation.ts'
import type { Beyond } from './beyond.ts'
import { columns, migrationColumn, type NumberedTable } from './columns.ts'
import type { Comparing } from './comparing.ts'
import type { RowBytes } from './copied-rows.ts'
import type { Counts } from './counts.ts'
import type { FindingList } from './finding-list.ts'
import { judgeColumns, saysMigrated } from './judge.ts'
import type { QuarantineRow } from './quarantine-row.ts'
import { RowEncoder } from './row-encoder.ts'
import { readRow, type TargetRow } from './target-row.ts'

/** Counts the rows of a table, and finds what is wrong with them. */
export class RowJudge {
  readonly #findings: FindingList
  readonly #beyond: Beyond
  readonly #counts: Counts
  readonly #table: NumberedTable
  readonly #highest: bigint | undefined
  readonly #encoder: RowEncoder

  /** @param highest v1 id that v1 has in this table */
  constructor(
    { findings, beyond }: Pick<Comparing, 'findings' | 'beyond'>,
    counts: Counts,
    table: NumberedTable,
    highest: bigint | undefined,
  ) {
    this.#findings = findings
    this.#beyond = beyond
    this.#counts = counts
    this.#table = table
    this.#highest = highest
    this.#encoder = new RowEncoder(columns[table])
  }

  /** What must be there and what is there under one v1 id. */
  row(id: bigint, expectation: Expectation | undefined, row: RowBytes | undefined): void {
    if (expectation !== undefined) this.#counts.source += 1
    if (expectation?.kind === 'quarantined') this.#counts.quarantined += 1
    if (expectation?.kind === 'landed') this.#landed(id, expectation, row)
    else if (row !== undefined) this.#unexpected(id, row)
  }

  /** A row that landed, or that did not, where the contract says otherwise and the migration may do so. */
  elsewhere(key: string, expectation: Expectation, quarantined: QuarantineRow | undefined): void {
    this.#counts.source += 1
    this.#counts[quarantined ? 'quarantined' : 'equal'] += 1
    this.#findings.add({
      code: 'quarantine_differs',
      table: 'migration_quarantine',
      key,
      column: 'reason_code',
      ...(expectation.kind === 'quarantined' && { expected: expectation.code }),
      ...(quarantined && { actual: quarantined.code }),
      info: true,
    })
  }

  /** A second row under the same v1 id. */
  again(id: bigint, row: RowBytes | undefined): void {
    if (row === undefined) return
    this.#counts.extra += 1
    const actual = String(readRow(row, this.#table).id)
    this.#findings.add({ code: 'doubled', table: this.#table, key: String(id), column: 'v1_id', actual })
  }

  #landed(id: bigint, { row: expected }: Expectation & { kind: 'landed' }, row: RowBytes | undefined): void {
    const place = { table: this.#table, key: String(id) }
    if (row === undefined) {
      this.#counts.missing += 1
      this.#findings.add({ code: 'missing', ...place })
    } else if (this.#encoder.isExactly(row, id, expected) || this.#isEqual(place, expected, row))
      this.#counts.equal += 1
    else this.#counts.different += 1
  }

  #isEqual(place: Parameters<typeof judgeColumns>[1], expected: ExpectedRow, row: RowBytes): boolean {
    const [ours, theirs] = [expected, readRow(row, this.#table)].map((each) =>
      this.#beyond.without(this.#table, each),
    )
    return judgeColumns(this.#findings, place, ours as ExpectedRow, theirs as TargetRow)
  }

  /** Numbers above those of v1 are given to what is made in v2, which does not say that v1 had it under this number. */
  #unexpected(id: bigint, row: RowBytes): void {
    const place = { table: this.#table, key: String(id) }
    const isAbove = this.#highest === undefined || id > this.#highest
    if (isAbove && !saysMigrated(readRow(row, this.#table)[migrationColumn[this.#table]], id)) {
      this.#counts.made_in_v2 += 1
      this.#findings.add({ code: 'extra', ...place, info: true })
    } else {
      this.#counts.extra += 1
      this.#findings.add({ code: 'extra', ...place })
    }
  }
}
