import { join } from 'node:path'
import type { PostgresServer } from '../src/databases/providers/provider.ts'
import { convertAlone, prepareData, type Round, runRound, writeV1 } from './measure.ts'
import type { BenchOptions } from './options.ts'
import type { BenchResult } from './render.ts'
import { readVersion } from './run-program.ts'

/** The migration of rows beside what others take for them. */
export async function benchData(
  server: PostgresServer,
  folder: string,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<BenchResult> {
  const psql = await readVersion('psql')
  if (psql === undefined) throw new Error('The benchmark compares with psql, which is not installed.')
  const pgloader = await readVersion('pgloader')
  say(`Preparing ${options.items} items`)
  const data = await prepareData(server, folder, options)
  const rounds: Round[] = []
  for (let round = 1; round <= options.runs; round += 1) {
    const measured = await runRound(server, data, pgloader !== undefined)
    rounds.push(measured)
    say(`Round ${round} of ${options.runs}: ${JSON.stringify(measured)}`)
  }
  let large: BenchResult['large']
  if (options.times > 1) {
    say(`Preparing ${options.items * options.times} items`)
    const largePath = join(folder, 'large.db')
    writeV1(largePath, options.items * options.times)
    large = await convertAlone(server, data, largePath)
  }
  return { options, rounds, large, programs: { psql, pgloader: pgloader ?? 'not installed' } }
}
