import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateV1 } from '../fixtures/v1/generate.ts'
import { connectPostgres } from '../src/databases/postgres/connect.ts'
import type { LentDatabase, PostgresServer } from '../src/databases/providers/provider.ts'
import { applySteps } from '../src/schema/apply-steps.ts'
import { compareDatabases } from '../src/verification/compare-databases.ts'
import type { ConversionTimes } from './convert-process.ts'
import { copyFiles, writeFiles } from './copy-files.ts'
import type { BenchOptions } from './options.ts'
import { runPgloader } from './pgloader.ts'
import { runProgram, timed } from './run-program.ts'
import { searchIndexSql, withoutSearchIndex } from './search-index.ts'
import { usualKnowledgeRow, usualRelationshipRow } from './usual-rows.ts'

export interface BenchData {
  readonly v1Path: string
  /** the v2 rows as files */
  readonly folder: string
  /** processes that convert beside each other */
  readonly workers: number
  /** a v2 database with tables and without rows */
  readonly empty: LentDatabase
}

/** Seconds of one round. */
export interface Round {
  readonly copy: number
  readonly copyIndexes: number
  /** what the server takes for the rows in its own form: nobody can load them faster over one connection */
  readonly binaryCopy: number
  readonly search: number
  readonly load: number
  readonly indexes: number
  readonly peakBytes: number
  readonly verify: number
  readonly pgloader: number | undefined
}

const steps = withoutSearchIndex.schema

/** The shape of the data: two relationships for an item, a user for a hundred. */
export function writeV1(v1Path: string, items: number): void {
  rmSync(v1Path, { force: true })
  generateV1({
    path: v1Path,
    seed: 7,
    items,
    users: Math.ceil(items / 100),
    relationships: items * 2,
    rows: { knowledge: usualKnowledgeRow, relationship: usualRelationshipRow },
  })
}

export async function prepareData(
  server: PostgresServer,
  folder: string,
  { items, workers }: Pick<BenchOptions, 'items' | 'workers'>,
): Promise<BenchData> {
  const v1Path = join(folder, 'v1.db')
  writeV1(v1Path, items)
  const empty = await server.lend()
  await withSession(empty.url, (session) => applySteps(session, { schema: 'public', steps, phase: 'tables' }))
  const data = { v1Path, folder, workers, empty }
  await withCopyOf(server, empty, async ({ url }) => {
    await convert(v1Path, url, workers)
    await writeFiles(url, folder, 'text')
    await writeFiles(url, folder, 'binary')
  })
  return data
}

/** Every contender once, each with a database of its own. */
export async function runRound(
  server: PostgresServer,
  data: BenchData,
  withPgloader: boolean,
): Promise<Round> {
  const { v1Path, folder, workers, empty } = data
  const copied = await withCopyOf(server, empty, async ({ url }) => {
    const copy = await timed(() => copyFiles(url, folder, 'text'))
    return { copy, copyIndexes: await timed(() => buildIndexes(url)) }
  })
  const binaryCopy = await withCopyOf(server, empty, ({ url }) =>
    timed(() => copyFiles(url, folder, 'binary')),
  )
  const converted = await withCopyOf(server, empty, async ({ url }) => {
    const { loadSeconds, indexSeconds, peakBytes } = await convert(v1Path, url, workers)
    const search = await timed(() => withSession(url, (session) => session.query(searchIndexSql)))
    const verify = await timed(() => verifyEqual(v1Path, url))
    return { load: loadSeconds, indexes: indexSeconds, peakBytes, search, verify }
  })
  const pgloader = withPgloader
    ? await withLent(server.lend(), ({ url }) => timed(() => runPgloader(v1Path, url, folder))).catch(
        unfinished,
      )
    : undefined
  return { ...copied, binaryCopy, ...converted, pgloader }
}

/** Another program's failure is told, and costs nothing but its own line. */
function unfinished(error: Error): undefined {
  process.stderr.write(`${error.message}\n`)
}

/** The conversion alone, in processes of its own. */
export const convertAlone = (server: PostgresServer, { empty, workers }: BenchData, v1Path: string) =>
  withCopyOf(server, empty, ({ url }) => convert(v1Path, url, workers))

async function convert(v1Path: string, url: string, workers: number): Promise<ConversionTimes> {
  const script = fileURLToPath(new URL('convert-process.ts', import.meta.url))
  const output = await runProgram(process.execPath, [script], {
    BENCH_V1: v1Path,
    BENCH_URL: url,
    BENCH_WORKERS: String(workers),
  })
  return JSON.parse(output) as ConversionTimes
}

const buildIndexes = (url: string) =>
  withSession(url, async (session) => {
    await applySteps(session, { schema: 'public', steps, phase: 'indexes' })
    await session.query('ANALYZE')
  })

async function verifyEqual(v1Path: string, v2Url: string): Promise<void> {
  const { totalFindings, findings } = await compareDatabases({ v1Path, v2Url })
  if (totalFindings > 0) throw new Error(`${totalFindings} findings, first ${JSON.stringify(findings[0])}`)
}

async function withSession<T>(
  url: string,
  work: (session: Awaited<ReturnType<typeof connectPostgres>>) => Promise<T>,
): Promise<T> {
  const session = await connectPostgres(url, 'public')
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

const withCopyOf = <T>(
  server: PostgresServer,
  template: LentDatabase,
  work: (database: LentDatabase) => Promise<T>,
): Promise<T> => withLent(server.lend({ template }), work)

async function withLent<T>(
  lending: Promise<LentDatabase>,
  work: (database: LentDatabase) => Promise<T>,
): Promise<T> {
  const database = await lending
  try {
    return await work(database)
  } finally {
    await database.giveBack()
  }
}
