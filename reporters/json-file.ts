import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Report } from '../src/readiness/report-schema.ts'

/** Writes the document; a reader sees the old file or the new one, never half of it. */
export async function writeJson(report: Report, file: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(draft, `${JSON.stringify(report, null, 2)}\n`)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
