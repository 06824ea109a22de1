/**
 * Run as a process of its own by bare-server.testing.ts: a server from the programs in the folder of its argument,
 * up until standard input ends, however the test that holds the other end does.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runPostgres } from '../../providers/keeper/run-postgres.ts'
import {
  giveTo,
  makeServerDirectory,
  nameServerDirectory,
  removeServerDirectory,
} from '../../providers/keeper/server-directory.ts'
import { superuser } from '../../providers/keeper/server-settings.ts'
import { chooseServerUser } from '../../providers/keeper/server-user.ts'
import { makeTag } from '../../providers/keeper/tag.ts'

const parentGone = once(process.stdin.resume(), 'close')
const programs = process.argv[2] ?? ''
const tag = makeTag()
const user = chooseServerUser()
const directory = nameServerDirectory(tag, user)
const password = randomBytes(24).toString('base64url')
try {
  await makeServerDirectory(directory, user)
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await giveTo(user, passwordFile)
  await promisify(execFile)(
    join(programs, 'initdb'),
    [
      `--pgdata=${join(directory, 'data')}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, cwd: directory, env: { LC_ALL: 'C' } },
  )
  await rm(passwordFile)
  const server = await runPostgres(join(programs, 'postgres'), user, directory)
  const adminUrl = `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/postgres?sslmode=disable`
  process.stdout.write(`${JSON.stringify({ adminUrl, tag })}\n`)
  await parentGone
  await server.stop()
} finally {
  await removeServerDirectory(directory)
}
