import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { declarations } from '../settings/declarations.ts'
import { isProgram } from '../settings/load-config.ts'

/** The digest of the `betty.config.ts` in use, which tells whether another machine has the same; empty without one. */
export function digestConfig(): string {
  const path = process.env[declarations.config.variable]
  return path && isProgram(path) ? createHash('sha256').update(readText(path)).digest('hex') : ''
}

/** A file that cannot be read is told by whoever loads it. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
