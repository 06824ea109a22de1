import { readFileSync } from 'node:fs'
import { MigrateError } from '../errors.ts'
import { parseSettings, type Settings } from './settings.ts'

/**
 * The settings of this process: its environment, and the file that `BETTY_CONFIG` names.
 * @throws MigrateError `bad_setting`
 */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const path = environment.BETTY_CONFIG
  return parseSettings(environment, path ? readConfig(path) : {})
}

function readConfig(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new MigrateError(
      'bad_setting',
      `The configuration file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Give the path of a JSON file in BETTY_CONFIG.',
    )
  }
}
