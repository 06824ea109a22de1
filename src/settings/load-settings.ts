import { configure } from './configure.ts'
import { parseSettings, type Settings } from './settings.ts'

/**
 * The settings of this process: its environment, and the file that `BETTY_CONFIG` names.
 * @throws MigrateError as `configure`, and `bad_setting`
 */
export async function loadSettings(environment: NodeJS.ProcessEnv = process.env): Promise<Settings> {
  const { file } = await configure(environment.BETTY_CONFIG ?? '')
  return parseSettings(environment, file)
}
