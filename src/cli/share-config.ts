import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isProgram } from '../settings/load-config.ts'
import { replaceEnvironment } from './environment.ts'
import type { CommonFlags } from './options/common-options.ts'

/**
 * Lets the processes that this one starts read the same configuration.
 * @returns the digest of a `betty.config.ts`, which tells whether another machine has the same; empty without one
 */
export function shareConfig({ config }: CommonFlags): string {
  replaceEnvironment({ BETTY_CONFIG: config && resolve(config) })
  const path = process.env.BETTY_CONFIG
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
