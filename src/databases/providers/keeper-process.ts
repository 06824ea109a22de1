import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { extname } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { MigrateError } from '../../errors.ts'
import type { KeeperOrder, KeeperRelease, KeeperReply } from './keeper/messages.ts'

export interface Keeper {
  /** connection URL with credentials of a role that may create databases */
  readonly adminUrl: string
  readonly tag: string
  /** Resolves when the keeper has cleared everything away and ended. */
  dismiss(): Promise<void>
  /**
   * Lets the keeper go on without this process.
   * @returns its process id: a SIGTERM has it clear everything away
   */
  release(): Promise<number>
}

/** Longer than a container engine needs to remove a container. */
const dismissalLimit = 60_000

/** `keeper.ts` in the repository, `keeper.js` in a build. */
const script = fileURLToPath(
  new URL(`./keeper/keeper${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

/**
 * Starts a keeper (see keeper/keeper.ts) and waits until it has fulfilled the order.
 * Once it has, it does not keep this process from ending.
 * @throws MigrateError as the keeper reports it
 */
export const startKeeper = async (order: KeeperOrder): Promise<Keeper> => {
  // a session of its own, so that Ctrl-C reaches only the parent; none of the parent's Node options
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  const child = spawn(process.execPath, [script], {
    detached: true,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const complaint = child.stderr ? text(child.stderr) : Promise.resolve('')
  child.send(order, () => undefined)
  const reply = await nextReply(child, complaint)
  if (reply.kind === 'failed') {
    await dismiss(child, complaint)
    throw MigrateError.fromReport(reply.report)
  }
  for (const handle of handlesOf(child)) handle.unref()
  return {
    adminUrl: reply.adminUrl,
    tag: reply.tag,
    dismiss: () => dismiss(child, complaint),
    release: () => release(child),
  }
}

const nextReply = (child: ChildProcess, complaint: Promise<string>): Promise<KeeperReply> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as KeeperReply))
    child.once('error', (error) => reject(failure(error.message)))
    child.once('exit', async () => reject(failure(await reasonOf(child, complaint))))
  })

const dismiss = async (child: ChildProcess, complaint: Promise<string>): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(dismissalLimit) })
    for (const handle of handlesOf(child)) handle.ref()
    if (child.connected) child.disconnect()
    await ended.catch(() => Promise.reject(failure('it did not end within a minute')))
  }
  if (child.exitCode !== 0) throw failure(await reasonOf(child, complaint))
}

async function release(child: ChildProcess): Promise<number> {
  const order: KeeperRelease = { kind: 'stay' }
  if (child.pid === undefined || !child.connected) throw failure('it has ended')
  await new Promise((resolve) => child.send(order, resolve))
  child.disconnect()
  return child.pid
}

/** What keeps this process from ending. */
const handlesOf = (child: ChildProcess): { ref(): void; unref(): void }[] => [
  child,
  ...(child.channel ? [child.channel] : []),
  ...(child.stderr instanceof Socket ? [child.stderr] : []),
]

const reasonOf = async (child: ChildProcess, complaint: Promise<string>): Promise<string> =>
  (await complaint).trim() || (child.signalCode ?? `exit code ${child.exitCode}`)

const failure = (reason: string): MigrateError =>
  new MigrateError(
    'internal',
    `The process that holds the disposable PostgreSQL failed: ${reason}`,
    'Start again: what it left behind is cleared away at the next start.',
  )
