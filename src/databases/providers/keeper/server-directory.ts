import { accessSync, constants, readFileSync, readlinkSync } from 'node:fs'
import { chown, cp, mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MigrateError } from '../../../errors.ts'
import { isOpenToAll, type ServerUser } from './server-user.ts'
import { isAbandoned, isAlive } from './tag.ts'
import { until } from './until.ts'

const prefix = 'betty-migrate-'

/** The folder that will hold data, password file and, if need be, binaries; nothing is made yet. */
export const nameServerDirectory = (tag: string, user: ServerUser): string => {
  const isSuitable = (folder: string) => mayWrite(folder) && (!('uid' in user) || isOpenToAll(folder))
  const base = [tmpdir(), '/tmp', '/var/tmp'].find(isSuitable)
  if (base === undefined)
    throw new MigrateError(
      'provider_unavailable',
      `A disposable PostgreSQL cannot be put into the folder for temporary files, ${tmpdir()}: nothing can be written there, or the user that it runs as cannot enter.`,
      'Set TMPDIR to a folder that can be written to and that all users may enter.',
    )
  return join(base, `${prefix}${tag}`)
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

export const makeServerDirectory = async (directory: string, user: ServerUser): Promise<void> => {
  await mkdir(directory, { mode: 0o700 })
  await giveTo(user, directory)
}

/** Copies a folder into the server's directory, for a server user who cannot reach the original. */
export const copyFor = async (user: ServerUser, from: string, to: string): Promise<void> => {
  await cp(from, to, { recursive: true, verbatimSymlinks: true })
  await giveTo(user, to)
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) await giveTo(user, join(entry.parentPath, entry.name))
}

export const giveTo = async (user: ServerUser, path: string): Promise<void> => {
  if ('uid' in user) await chown(path, user.uid, user.gid)
}

export const removeServerDirectory = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true, maxRetries: 5 })

/** Clears up after keepers that were killed themselves: stops their servers, removes their folders. */
export const removeAbandonedDirectories = async (base: string): Promise<void> => {
  for (const name of await readdir(base)) {
    if (!name.startsWith(prefix) || !isAbandoned(name.slice(prefix.length))) continue
    await stopOrphan(join(base, name, 'data'))
    await removeServerDirectory(join(base, name)).catch(() => undefined) // another user's
  }
}

/** Where the process cannot be made sure of, removal stops it: a server ends when its lock file is gone. */
const stopOrphan = async (data: string): Promise<void> => {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10)
    if (readlinkSync(`/proc/${pid}/cwd`) !== data) return
    process.kill(pid, 'SIGQUIT')
    await until(() => !isAlive(pid), 10_000)
  } catch {
    // not running
  }
}
