import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { MigrateError } from '../../../errors.ts'
import { disposableServerArguments } from './server-settings.ts'
import type { ServerUser } from './server-user.ts'

export interface RunningPostgres {
  readonly port: number
  readonly stop: () => Promise<void>
}

/**
 * Starts the server of `directory/data` on a free port. Another process may take the port between the
 * choice and the start, so that is tried three times.
 */
export const runPostgres = async (
  postgres: string,
  user: ServerUser,
  directory: string,
  attempts = 3,
): Promise<RunningPostgres> => {
  const port = await findFreePort()
  const data = join(directory, 'data')
  const place = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ]
  const server = spawn(postgres, [...place, '-c', 'lc_messages=C', ...disposableServerArguments], {
    ...user,
    cwd: directory,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const complaint = await startedOrComplaint(server)
  if (complaint === undefined) return { port, stop: () => stopImmediately(server) }
  await stopImmediately(server)
  if (complaint.includes('Address already in use') && attempts > 1)
    return runPostgres(postgres, user, directory, attempts - 1)
  throw new MigrateError(
    'provider_unavailable',
    `The embedded PostgreSQL did not start: ${complaint}`,
    'The message above is the server’s own; a container (BETTY_POSTGRES=container) may do instead.',
  )
}

const findFreePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Undefined once the server accepts connections; else what it said before it ended. */
const startedOrComplaint = (server: ChildProcess): Promise<string | undefined> =>
  new Promise((resolve) => {
    let log = ''
    const giveUp = setTimeout(() => resolve(`no sign of life for a minute; ${log.trim()}`), 60_000)
    const settle = (complaint: string | undefined) => {
      clearTimeout(giveUp)
      resolve(complaint)
    }
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (log.includes('database system is ready to accept connections')) settle(undefined)
    })
    server.once('error', (error) => settle(error.message))
    server.once('close', (code, signal) =>
      settle(log.trim() || `ended with ${signal ?? `exit code ${code}`}`),
    )
  })

/** SIGQUIT: end at once without a last checkpoint, and take the children along. */
const stopImmediately = async (server: ChildProcess): Promise<void> => {
  const isOver = () => server.pid === undefined || server.exitCode !== null || server.signalCode !== null
  if (isOver()) return
  const ended = once(server, 'exit')
  server.kill('SIGQUIT')
  await Promise.race([ended, wait(10_000, undefined, { ref: false })])
  if (isOver()) return
  server.kill('SIGKILL')
  await ended
}
