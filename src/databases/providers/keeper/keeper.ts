/**
 * A process of its own that holds a disposable PostgreSQL for its parent and clears it away when the channel
 * to the parent closes. The operating system closes that channel however the parent ends, SIGKILL included. A keeper that
 * was told to stay does so when it gets a signal.
 */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { MigrateError } from '../../../errors.ts'
import type { Hold, KeeperOrder, KeeperRelease, KeeperReply, Undo } from './messages.ts'
import { makeTag } from './tag.ts'

let stays = false
process.on('message', ({ kind }: KeeperOrder | KeeperRelease) => {
  if (kind !== 'stay') return
  stays = true
  setInterval(() => undefined, 2 ** 30) // a process without anything to wait for would end
})

const parentGone = new Promise<void>((resolve) => {
  process.once('disconnect', () => {
    if (!stays) resolve()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  if (!process.connected) resolve()
})

/** Each kind is loaded only when asked for: their packages are optional. */
const fulfil: Hold = async (order, ...rest) => {
  switch (order.kind) {
    case 'embedded':
      return (await import('./hold-embedded.ts')).holdEmbedded(order, ...rest)
    case 'container':
      return (await import('./hold-container.ts')).holdContainer(order, ...rest)
    case 'external':
      return (await import('./hold-external.ts')).holdExternal(order, ...rest)
  }
}

const reply = async (message: KeeperReply): Promise<void> => {
  if (!process.connected) return
  await new Promise<void>((resolve) => process.send?.(message, () => resolve()))
}

const hold = async (order: KeeperOrder, undos: Undo[]): Promise<void> => {
  const tag = makeTag()
  try {
    const adminUrl = await fulfil(order, tag, (undo) => undos.unshift(undo))
    await reply({ kind: 'ready', adminUrl, tag })
  } catch (error) {
    await reply({ kind: 'failed', report: MigrateError.from(error).toReport() })
  }
}

/** What is busy now, such as an engine or a server under load, may not be in a moment. An undo can be repeated. */
const insist = async (undo: Undo): Promise<void> => {
  for (const pause of [100, 1000, 5000, 10_000]) {
    try {
      return await undo()
    } catch {
      await wait(pause)
    }
  }
  await undo().catch((error: unknown) => {
    process.exitCode = 1
    complain(error)
  })
}

const complain = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}

process.stderr.on('error', () => undefined) // nobody reads it any more
process.on('uncaughtException', complain) // whatever a library throws, there is still something to clear away
const undos: Undo[] = []
const message = await Promise.race([once(process, 'message'), parentGone])
if (message) await hold(message[0] as KeeperOrder, undos)
await parentGone
for (const undo of undos) await insist(undo)
process.exit()
