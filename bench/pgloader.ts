import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './run-program.ts'

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
