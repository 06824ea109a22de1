import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeHostileV1 } from '../fixtures/v1/hostile.ts'
import type { LentDatabase, PostgresServer } from '../src/databases/providers/provider.ts'
import { countKeptByPgloader, countOurs, countRows, type KeptRows } from './hostile-account.ts'
import { copyWithPgloader } from './pgloader.ts'
import { readExit, readVersion } from './run-program.ts'

/** What became of the rows of a hostile file. */
export interface Fate extends KeptRows {
  readonly name: string
  /** rows of the file that are neither in the target nor in an account of what was left out */
  readonly unexplained: number
  readonly exitCode: number
}

export interface HostileResult {
  readonly rows: number
  readonly cells: number
  readonly fates: readonly Fate[]
  readonly pgloader: string
}

const cli = fileURLToPath(new URL('../bin/betty-migrate.js', import.meta.url))

/** The same file through pgloader, as it is and told to go on, and through us. */
export async function benchHostile(
  server: PostgresServer,
  folder: string,
  rows: number,
  say: (text: string) => void,
): Promise<HostileResult> {
  const v1Path = join(folder, 'hostile.db')
  writeHostileV1(v1Path, rows)
  const counts = countRows(v1Path)
  const pgloader = await readVersion('pgloader')
  if (pgloader === undefined)
    say('pgloader is not installed: the hostile file goes through betty-migrate alone')
  const fates: Fate[] = []
  const lend = async (name: string, work: (database: LentDatabase) => Promise<[KeptRows, number]>) => {
    say(`The hostile file: ${name}`)
    const database = await server.lend()
    try {
      const [kept, exitCode] = await work(database)
      fates.push({ name, ...kept, unexplained: counts.rows - kept.there - kept.leftOut, exitCode })
    } finally {
      await database.giveBack()
    }
  }
  if (pgloader !== undefined)
    for (const [name, option] of [
      ['pgloader, as it is', undefined],
      ['pgloader, `on error resume next`', 'on error resume next'],
    ] as const)
      await lend(name, async ({ url }) => {
        const root = join(folder, option ? 'resumed' : 'plain')
        const exitCode = await copyWithPgloader(v1Path, url, root, option)
        return [await countKeptByPgloader(v1Path, url, root), exitCode]
      })
  await lend('betty-migrate', async ({ url }) => {
    const run = (...args: string[]) =>
      readExit(process.execPath, [cli, ...args], { BETTY_V2_DATABASE_URL: url })
    const applied = await run('schema', 'apply', '--no-backup')
    if (applied.code !== 0) throw new Error(applied.complaint)
    const converted = await run('data', 'convert', '--v1-db', v1Path)
    return [await countOurs(v1Path, url), converted.code]
  })
  return { ...counts, fates, pgloader: pgloader ?? 'not installed' }
}
