import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExit, runProgram } from './run-program.ts'

/** pgloader's plain copy of the three tables: text as text, no transformation, no indexes. */
export async function runPgloader(v1Path: string, url: string, folder: string): Promise<void> {
  const script = join(folder, 'pgloader.load')
  const options = [
    'create tables, create no indexes, no foreign keys, reset no sequences',
    // with its usual 100,000 rows it runs out of memory
    'batch rows = 10000, prefetch rows = 10000',
  ].join(', ')
  writeFileSync(script, `LOAD DATABASE FROM sqlite://${v1Path} INTO ${url} WITH ${options};\n`, {
    mode: 0o600,
  })
  await runProgram('pgloader', ['--quiet', '--root-dir', folder, script])
}

/**
 * pgloader as it is, into tables that it makes.
 * @returns its exit code
 */
export async function copyWithPgloader(
  v1Path: string,
  url: string,
  root: string,
  option?: string,
): Promise<number> {
  mkdirSync(root)
  const script = join(root, 'pgloader.load')
  const options = ['create tables', ...(option ? [option] : [])].join(', ')
  writeFileSync(script, `LOAD DATABASE FROM sqlite://${v1Path} INTO ${url} WITH ${options};\n`, {
    mode: 0o600,
  })
  return (await readExit('pgloader', ['--quiet', '--root-dir', root, script])).code
}
