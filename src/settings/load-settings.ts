import { readFileSync } from 'node:fs'
import { MigrateError } from '../errors.ts'
import { declarations } from './declarations.ts'
import { type Given, readGiven } from './read-given.ts'
import { parseSettings, type Settings } from './settings.ts'

/**
 * The settings of this process: its environment, and the file that `BETTY_CONFIG` names.
 * @throws MigrateError `bad_setting`
 */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  return parseSettings(environment, readConfig(environment))
}

/**
 * The same without what follows from it, for commands that bring up and judge nothing.
 * @throws MigrateError `bad_setting`
 */
export const loadGiven = (environment: NodeJS.ProcessEnv = process.env): Given =>
  readGiven(environment, readConfig(environment))

function readConfig(environment: NodeJS.ProcessEnv): unknown {
  const path = environment[declarations.config.variable]
  if (!path) return {}
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
    `Give the path of a JSON file with --config or in ${declarations.config.variable}.`,
  )
