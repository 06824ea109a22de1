import { rmSync } from 'node:fs'

/**
 * Takes files and folders away when this process ends before they are finished, also by Ctrl-C; a process that is killed
 * cannot.
 * @returns to be called when they are finished, or taken away by other means
 */
export function removeUnfinished(...paths: readonly string[]): () => void {
  const remove = (): void => {
    for (const path of paths) rmSync(path, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return () => process.off('exit', remove)
}
