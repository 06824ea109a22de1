import { execFileSync } from 'node:child_process'
import { realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { MigrateError } from '../../../errors.ts'

/** For the options of `spawn`; empty when the server can run as we do. */
export type ServerUser = { readonly uid: number; readonly gid: number } | Record<never, never>

/** PostgreSQL refuses to run as root: then it is a user that the system has already. None is created. */
export const chooseServerUser = (): ServerUser => {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const ask = (what: '-u' | '-g') =>
        Number(execFileSync('id', [what, name], { stdio: 'pipe' }).toString())
      return { uid: ask('-u'), gid: ask('-g') }
    } catch {
      // no such user
    }
  }
  throw new MigrateError(
    'provider_unavailable',
    'PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody` to run it as.',
    'Run as a plain user, or use a container (BETTY_POSTGRES=container).',
  )
}

/** True if any user may read and execute this file or folder, and pass through all folders above it. */
export const isOpenToAll = (path: string): boolean => {
  const real = realpathSync(path)
  const allows = (part: string, mode: number) => (statSync(part).mode & mode) === mode
  const passes = (folder: string): boolean =>
    allows(folder, 0o001) && (dirname(folder) === folder || passes(dirname(folder)))
  return allows(real, 0o005) && passes(dirname(real))
}
