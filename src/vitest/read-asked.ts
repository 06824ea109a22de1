import type { TestProject } from 'vitest/node'

/** Vitest keeps the file filters of the command line to itself. */
interface Filtered {
  readonly filenamePattern?: readonly string[]
}

/**
 * The projects whose files a run was asked for, also when only a shard of them is run: for `provide('asked')` in a global
 * setup. Without it, merged shards must hold the files of every suite.
 */
export async function readAsked({ vitest }: TestProject): Promise<readonly string[]> {
  const { filenamePattern = [] } = vitest as Filtered
  const files = await vitest.globTestSpecifications([...filenamePattern])
  return [...new Set(files.map(({ project }) => project.name))].sort()
}
