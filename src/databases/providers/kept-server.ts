import type { KeeperOrder } from './keeper/messages.ts'
import { startKeeper } from './keeper-process.ts'
import { openLending } from './lending.ts'
import type { PostgresServer } from './provider.ts'

/** What every provider opens: a server held by a keeper of its own, and the lending of databases from it. */
export const openKeptServer = async (order: KeeperOrder): Promise<PostgresServer> => {
  const keeper = await startKeeper(order)
  const lending = await openLending(keeper.adminUrl, keeper.tag).catch(async (error: unknown) => {
    await keeper.dismiss()
    throw error
  })
  let closing: Promise<void> | undefined
  const close = async () => {
    lending.close()
    await keeper.dismiss()
  }
  return {
    provider: order.kind,
    version: lending.version,
    lend: lending.lend,
    leave: async () => {
      lending.close()
      return `kill ${await keeper.release()}`
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
