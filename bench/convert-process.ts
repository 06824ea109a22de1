import { readFileSync } from 'node:fs'
import { convertRows } from '../src/conversion/convert-rows.ts'
import { connectPostgres } from '../src/databases/postgres/connect.ts'
import { openV1File } from '../suites/support/v1-file.ts'
import { withoutSearchIndex } from './search-index.ts'

/** What the process below tells on standard output, as JSON. */
export interface ConversionTimes {
  readonly loadSeconds: number
  readonly indexSeconds: number
  /** the most memory the process ever had, in bytes; 0 where the system does not tell */
  readonly peakBytes: number
}

function readPeak(): number {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Converts the file BENCH_V1 into the database BENCH_URL, in a process of its own, so that its memory is its own. */
const { BENCH_V1: v1Path = '', BENCH_URL: url = '' } = process.env
const start = performance.now()
const source = openV1File(v1Path)
const session = await connectPostgres(url)
let loaded = start
await convertRows(session, source, withoutSearchIndex, {
  schema: 'public',
  onPhase: () => {
    loaded = performance.now()
  },
})
const times: ConversionTimes = {
  loadSeconds: (loaded - start) / 1000,
  indexSeconds: (performance.now() - loaded) / 1000,
  peakBytes: readPeak(),
}
await session.close()
source.close()
process.stdout.write(JSON.stringify(times))
