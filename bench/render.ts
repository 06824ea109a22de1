import { median } from 'simple-statistics'
import type { ConversionTimes } from './convert-process.ts'
import type { Round } from './measure.ts'
import type { BenchOptions } from './options.ts'

export interface BenchResult {
  readonly options: BenchOptions
  readonly rounds: readonly Round[]
  /** the conversion of several times the data */
  readonly large: ConversionTimes | undefined
  /** what it was compared with, by version */
  readonly programs: Readonly<Record<string, string>>
}

/** The table of the migration in docs/benchmarks.md. */
export function renderBench({ options, rounds, large }: BenchResult): string {
  const { items, runs, times, workers } = options
  const memory = workers === 1 ? 'peak memory' : `peak memory of ${workers + 1} processes, added up`
  const of = (seconds: (round: Round) => number) => median(rounds.map(seconds))
  const load = of((round) => round.load)
  const pgloaders = rounds.flatMap((round) => round.pgloader ?? [])
  const rows = [
    line(
      'bare text COPY of the v2 rows',
      of((round) => round.copy),
    ),
    line(
      'bare binary COPY of them, the limit over one connection',
      of((round) => round.binaryCopy),
      of((round) => round.binaryCopy / round.copy),
    ),
    line(
      'load phase',
      load,
      of((round) => round.load / round.copy),
      '≤ 1.00 × COPY',
    ),
    line(
      'COPY, then keys and indexes',
      of((round) => round.copy + round.copyIndexes),
    ),
    line(
      'whole migration, but for the text-search index',
      of((round) => round.load + round.indexes),
      of((round) => (round.load + round.indexes) / (round.copy + round.copyIndexes)),
      '≤ 1.05 × that',
    ),
    line(
      'text-search index',
      of((round) => round.search),
    ),
    line(
      'verification of every row',
      of((round) => round.verify),
      of((round) => round.verify / round.load),
      '≤ 1.50 × load phase',
    ),
    pgloaders.length === 0
      ? '| pgloader, plain copy | not measured | | |'
      : line('pgloader, plain copy', median(pgloaders), median(pgloaders) / load, '≥ 2.00 × load phase'),
    `| ${memory} | ${megabytes(of((round) => round.peakBytes))} | | < 300 MB |`,
    ...(large === undefined
      ? []
      : [
          line(
            `load phase of ${times} × the data`,
            large.loadSeconds,
            large.loadSeconds / load,
            `about ${times} ×`,
          ),
          `| ${memory}, ${times} × the data | ${megabytes(large.peakBytes)} | ${ratio(large.peakBytes / of((round) => round.peakBytes))} | ≤ 1.15 × |`,
        ]),
  ]
  return `
## Rows

${items.toLocaleString('en')} items, ${(items * 2).toLocaleString('en')} relationships and ${Math.ceil(items / 100).toLocaleString('en')} users as v1 writes them; one row in
fifty holds anything that v1 data can hold. Converted with ${workers === 1 ? 'one worker' : `${workers} workers`}. Medians of
${runs} interleaved rounds; a ratio is the median of the ratios within a round. \`npm run bench -- --write\` writes this file.

| what | time | ratio | goal |
|---|--:|--:|---|
${rows.join('\n')}
`
}

/** Where all of it was measured. */
export const renderSurroundings = (surroundings: Readonly<Record<string, string>>): string => `
## Where

${Object.entries(surroundings)
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}
`

const line = (name: string, seconds: number, share?: number, goal = ''): string =>
  `| ${name} | ${seconds.toFixed(1)} s | ${share === undefined ? '' : ratio(share)} | ${goal} |`

const ratio = (value: number): string => `${value.toFixed(2)} ×`
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
