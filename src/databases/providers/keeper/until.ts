import { setTimeout as wait } from 'node:timers/promises'

/** Asks every 20 ms; false if the answer is still no after `limit` milliseconds. */
export const until = async (isSo: () => boolean | Promise<boolean>, limit: number): Promise<boolean> => {
  const end = performance.now() + limit
  while (!(await isSo())) {
    if (performance.now() > end) return false
    await wait(20)
  }
  return true
}
