import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedProvider } from '../src/databases/providers/embedded.ts'
import { benchData } from './data.ts'
import { benchGateway } from './gateway.ts'
import { benchHostile } from './hostile.ts'
import { readBenchOptions } from './options.ts'
import { renderBench, renderSurroundings } from './render.ts'
import { renderGateway } from './render-gateway.ts'
import { renderHostile } from './render-hostile.ts'
import { writeReport } from './write-report.ts'

const options = readBenchOptions(process.argv.slice(2))
const say = (text: string): boolean => process.stderr.write(`${text}\n`)

/** More would not change what the gateway does, only what v2 does. */
const mostGatewayItems = 5_000

/** Of each table, beside the hazards. */
const hostileRows = 500

const folder = mkdtempSync(join(tmpdir(), 'betty-bench-'))
const server = await createEmbeddedProvider().open()
try {
  const text: string[] = ['# Benchmarks\n']
  let programs: Readonly<Record<string, string>> = {}
  if (options.only === undefined || options.only === 'data') {
    const result = await benchData(server, folder, options, say)
    text.push(renderBench(result))
    programs = result.programs
  }
  if (options.only === undefined || options.only === 'gateway') {
    const items = Math.min(options.items, mostGatewayItems)
    say(`Serving ${items} items, straight and through the gateway`)
    text.push(renderGateway(items, await benchGateway(server, folder, { items, runs: options.runs })))
  }
  if (options.only === undefined || options.only === 'hostile') {
    const result = await benchHostile(server, folder, hostileRows, say)
    text.push(renderHostile(result))
    programs = { ...programs, pgloader: result.pgloader }
  }
  text.push(
    renderSurroundings({
      date: new Date().toISOString().slice(0, 10),
      machine: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
      PostgreSQL: `${server.version}, ${server.provider}, without waiting for the disk`,
      ...programs,
      'Node.js': process.version,
    }),
  )
  process.stdout.write(text.join(''))
  if (options.write) writeReport(text.join(''), options.only !== undefined)
} finally {
  await server.close()
  rmSync(folder, { recursive: true })
}
