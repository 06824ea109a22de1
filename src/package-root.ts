import { existsSync } from 'node:fs'

/** The folder of this package, from its sources as from a build. */
export const packageRoot: URL = nearest(new URL('.', import.meta.url))

function nearest(folder: URL): URL {
  return existsSync(new URL('package.json', folder)) ? folder : nearest(new URL('..', folder))
}
