import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedProvider } from '../src/databases/providers/embedded.ts'
import { packageRoot } from '../src/package-root.ts'
import { convertAlone, prepareData, type Round, runRound, writeV1 } from './measure.ts'
import { readBenchOptions } from './options.ts'
import { renderBench } from './render.ts'
import { readVersion } from './run-program.ts'

const options = readBenchOptions(process.argv.slice(2))
const say = (text: string): boolean => process.stderr.write(`${text}\n`)

const psql = await readVersion('psql')
if (psql === undefined) throw new Error('The benchmark compares with psql, which is not installed.')
const pgloader = await readVersion('pgloader')
const folder = mkdtempSync(join(tmpdir(), 'betty-bench-'))
const server = await createEmbeddedProvider().open()
try {
  say(`Preparing ${options.items} items`)
  const data = await prepareData(server, folder, options)
  const rounds: Round[] = []
  for (let round = 1; round <= options.runs; round += 1) {
    const measured = await runRound(server, data, pgloader !== undefined)
    rounds.push(measured)
    say(`Round ${round} of ${options.runs}: ${JSON.stringify(measured)}`)
  }
  let large: Awaited<ReturnType<typeof convertAlone>> | undefined
  if (options.times > 1) {
    say(`Preparing ${options.items * options.times} items`)
    const largePath = join(folder, 'large.db')
    writeV1(largePath, options.items * options.times)
    large = await convertAlone(server, data, largePath)
  }
  const text = renderBench({
    options,
    rounds,
    large,
    surroundings: {
      date: new Date().toISOString().slice(0, 10),
      machine: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
      PostgreSQL: `${server.version}, ${server.provider}, without waiting for the disk`,
      psql: psql,
      pgloader: pgloader ?? 'not installed',
      'Node.js': process.version,
    },
  })
  process.stdout.write(text)
  if (options.write) writeFileSync(new URL('docs/benchmarks.md', packageRoot), text)
} finally {
  await server.close()
  rmSync(folder, { recursive: true })
}
