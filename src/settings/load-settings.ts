import { configure } from './configure.ts'
import { declarations } from './declarations.ts'
import { type Given, readGiven } from './read-given.ts'
import { parseSettings, type Settings } from './settings.ts'

/**
 * The settings of this process: its environment, and the file that `BETTY_CONFIG` names.
 * @throws MigrateError as `configure`, and `bad_setting`
 */
export const loadSettings = async (environment: NodeJS.ProcessEnv = process.env): Promise<Settings> =>
  parseSettings(environment, await readFile(environment))

/**
 * The same without what follows from it, for commands that bring up and judge nothing.
 * @throws MigrateError as `loadSettings`
 */
export const loadGiven = async (environment: NodeJS.ProcessEnv = process.env): Promise<Given> =>
  readGiven(environment, await readFile(environment))

const readFile = async (environment: NodeJS.ProcessEnv): Promise<unknown> =>
  (await configure(environment[declarations.config.variable] ?? '')).file
