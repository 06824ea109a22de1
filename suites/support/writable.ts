import type { World } from './bring-up.ts'
import { systems } from './systems.ts'
import { openTwin, type Twin } from './twin.ts'

/** Where a check may write. */
export interface Writable {
  readonly world: World
  /** nobody else is there, and what was migrated may be changed too */
  readonly isCopy: boolean
}

let shared: Promise<Twin> | undefined

/**
 * The twin of a rehearsal, one for all checks of a test file; a world without one is written to itself.
 * @param start how its servers are started; default: in this process
 */
export async function openWritable(start?: Parameters<typeof openTwin>[2]): Promise<Writable> {
  const { world, twin } = systems()
  if (twin) return { world: twin, isCopy: true }
  if (world.twinUrl === undefined) return { world, isCopy: false }
  shared ??= openTwin(world, world.twinUrl, start)
  return { world: (await shared).world, isCopy: true }
}

/** For the end of a test file. A twin that never came about was told by the checks that asked for it. */
export async function closeWritable(): Promise<void> {
  const opened = shared
  shared = undefined
  const twin = await opened?.catch(() => undefined)
  await twin?.close()
}
