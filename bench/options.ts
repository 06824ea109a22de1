import { parseArgs } from 'node:util'

const parts = ['data', 'gateway', 'hostile'] as const

type Part = (typeof parts)[number]

export interface BenchOptions {
  readonly items: number
  /** interleaved rounds, whose medians are shown */
  readonly runs: number
  /** how many times the data of the run that shows memory and proportion; 1 leaves it out */
  readonly times: number
  /** one part alone */
  readonly only: Part | undefined
  /** processes that convert beside each other */
  readonly workers: number
  /** writes docs/benchmarks.md, or the sections of one part in it */
  readonly write: boolean
}

export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      items: { type: 'string', default: '200000' },
      runs: { type: 'string', default: '3' },
      times: { type: 'string', default: '5' },
      only: { type: 'string' },
      workers: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  })
  return {
    only: partNamed(values.only),
    items: wholeNumber('items', values.items),
    runs: wholeNumber('runs', values.runs),
    times: wholeNumber('times', values.times),
    workers: wholeNumber('workers', values.workers),
    write: values.write,
  }
}

function partNamed(name: string | undefined): Part | undefined {
  const part = parts.find((each) => each === name)
  if (name !== undefined && part === undefined)
    throw new TypeError(`--only takes ${parts.join(' or ')}, not "${name}"`)
  return part
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new TypeError(`--${name} takes a whole number above 0, not "${text}"`)
}
