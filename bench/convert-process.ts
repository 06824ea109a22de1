import { readFileSync } from 'node:fs'
import { betty } from '../src/betty/index.ts'
import { openV1 } from '../src/cli/commands/data/open-v1.ts'
import { convertRows } from '../src/conversion/convert-rows.ts'
import { connectPostgres } from '../src/databases/postgres/connect.ts'
import { keepMemorySteady } from '../src/steady-memory.ts'
import { withoutSearchIndex } from './search-index.ts'

/** What the process below tells on standard output, as JSON. */
export interface ConversionTimes {
  readonly loadSeconds: number
  readonly indexSeconds: number
  /** the most memory that each process ever had, added up, in bytes; 0 where the system does not tell */
  readonly peakBytes: number
}

function readPeak(process: number | 'self' = 'self'): number {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/**
 * Converts the file BENCH_V1 into the database BENCH_URL with BENCH_WORKERS workers, in a process of its own, so that its
 * memory is its own.
 */
const { BENCH_V1: v1Path = '', BENCH_URL: url = '', BENCH_WORKERS: workers = '1' } = process.env
keepMemorySteady()
const start = performance.now()
const { source, crew } = await openV1(v1Path, betty.records, Number(workers), async () => true)
const session = await connectPostgres(url)
let loaded = start
const peaks = new Map<number, number>()
await convertRows(session, source, withoutSearchIndex, {
  schema: 'public',
  ...(crew && { team: { crew, source, url } }),
  onPhase: () => {
    loaded = performance.now()
  },
  onProgress() {
    for (const pid of crew?.pids ?? []) if (pid) peaks.set(pid, readPeak(pid) || (peaks.get(pid) ?? 0))
  },
})
const times: ConversionTimes = {
  loadSeconds: (loaded - start) / 1000,
  indexSeconds: (performance.now() - loaded) / 1000,
  peakBytes: [...peaks.values()].reduce((sum, peak) => sum + peak, readPeak()),
}
await session.close()
source.close()
process.stdout.write(JSON.stringify(times))
