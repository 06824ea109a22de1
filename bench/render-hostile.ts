import type { HostileResult } from './hostile.ts'

/** The table of the hostile file in docs/benchmarks.md. */
export function renderHostile({ rows, cells, fates }: HostileResult): string {
  const count = (value: number): string => value.toLocaleString('en')
  const lines = fates.map((fate) =>
    [fate.name, fate.there, fate.leftOut, fate.unexplained, fate.changed, fate.exitCode]
      .map((each) => (typeof each === 'number' ? count(each) : each))
      .join(' | '),
  )
  const note =
    fates.length === 1
      ? 'pgloader was not installed.'
      : 'pgloader writes to its log that it met a value that it could not read or write, and gives that table up.'
  return `
## A hostile file

Three tables, ${count(rows)} rows, ${count(cells)} values: every hazard that the generator knows, and rows with any storage class in any column.
Rows left out are those in a reject file or in the quarantine; unexplained ones are nowhere. A value is changed silently when the one of
the file cannot be told from what is in the target (for pgloader by its text alone, storage class aside; for betty-migrate with it).
${note}

| | rows there | left out, and told | unexplained | values changed silently | exit code |
|---|--:|--:|--:|--:|--:|
${lines.map((line) => `| ${line} |`).join('\n')}
`
}
