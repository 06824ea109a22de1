import { readFileSync } from 'node:fs'
import { MigrateError } from '../errors.ts'
import { parseConfig, parseSettings, type Settings } from './settings.ts'

/**
 * The settings of this process: its environment, and the file that `BETTY_CONFIG` names.
 * @throws MigrateError `bad_setting`
 */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const path = environment.BETTY_CONFIG
  return parseSettings(environment, path ? readConfig(path) : {})
}

/**
 * What the file says, if there is one; also for commands to which it says nothing: a wrong one is told all the same.
 * @throws MigrateError `bad_setting`
 */
export const requireConfigFile = (path: string | undefined): ReturnType<typeof parseConfig> =>
  parseConfig(path ? readConfig(path) : {})

function readConfig(path: string): unknown {
  const text = readFile(path)
  try {
    return JSON.parse(text)
  } catch {
    // the parser's own message shows a piece of the file, which may hold a password
    throw badConfig(path, 'it is no JSON')
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw badConfig(path, error instanceof Error ? error.message : String(error))
  }
}

const badConfig = (path: string, reason: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `The configuration file ${path} cannot be read: ${reason}.`,
    'Give the path of a JSON file in BETTY_CONFIG.',
  )
