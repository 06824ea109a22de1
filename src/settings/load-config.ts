import { readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MigrateError } from '../errors.ts'

const programs = ['.ts', '.mts', '.js', '.mjs']

/** Whether a configuration file is a program, and no plain JSON. */
export const isProgram = (path: string): boolean => programs.includes(extname(path))

/**
 * What a configuration file says, not checked yet: the JSON, or the default export of a program.
 * @throws MigrateError `bad_setting`
 */
export async function loadConfig(path: string): Promise<unknown> {
  if (!isProgram(path)) return parseJson(path)
  readText(path)
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(path)).href)
    return module.default
  } catch (error) {
    throw explain(path, error)
  }
}

function parseJson(path: string): unknown {
  const text = readText(path)
  try {
    return JSON.parse(text)
  } catch {
    // the parser's own message shows a piece of the file, which may hold a password
    throw badConfig(path, 'it is no JSON')
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw badConfig(path, error instanceof Error ? error.message : String(error))
  }
}

/** What the codes of Node's loader mean for whoever wrote the file. */
const hints: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION: `This Node (${process.version}) runs no TypeScript: take Node 22.18 or later, or set NODE_OPTIONS=--experimental-strip-types, or write it as betty.config.mjs.`,
  ERR_NO_TYPESCRIPT: `This Node (${process.version}) was built without TypeScript: write it as betty.config.mjs.`,
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'Node only strips types: leave out enums, namespaces and parameter properties, or write it as betty.config.mjs.',
  ERR_MODULE_NOT_FOUND:
    'Install what it imports (npm install betty-migrate, in its folder or above), or correct the name.',
}

function explain(path: string, error: unknown): MigrateError {
  if (error instanceof MigrateError)
    return new MigrateError(error.code, `${path}: ${error.message}`, error.next)
  const { code = '', message } = error as NodeJS.ErrnoException
  const hint = hints[code] ?? 'Correct the file; node FILE shows where it fails.'
  return new MigrateError(
    'bad_setting',
    `The configuration file ${path} cannot be loaded: ${firstLine(message ?? String(error))}.`,
    hint,
    { cause: error },
  )
}

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/\.$/, '') ?? ''

const badConfig = (path: string, reason: string): MigrateError =>
  new MigrateError(
    'bad_setting',
    `The configuration file ${path} cannot be read: ${reason}.`,
    'Give the path of a JSON file or of a betty.config.ts in BETTY_CONFIG.',
  )
