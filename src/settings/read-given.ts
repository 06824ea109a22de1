import type { z } from 'zod'
import { MigrateError } from '../errors.ts'
import type { Declaration, ValueOf } from './declaration.ts'
import { type Declarations, declarations, type SettingName } from './declarations.ts'

/** All settings, each from the environment, else from the file, else its fallback. */
export type Given = { readonly [N in SettingName]: ValueOf<Declarations[N]> }

export type Environment = Readonly<Record<string, string | undefined>>

const declared: readonly (readonly [string, Declaration])[] = Object.entries(declarations)

/**
 * @param environment as `process.env`, with the flags in it
 * @param file the parsed configuration file
 * @throws MigrateError `bad_setting` that names the setting
 */
export function readGiven(environment: Environment, file: unknown): Given {
  const inFile = requireKeys(file)
  return Object.fromEntries(
    declared.map(([name, setting]) => {
      const { variable, key, text, json = text, fallback } = setting
      const said = typeof variable === 'string' ? environment[variable] : undefined
      if (said !== undefined) return [name, parse(text, said, nameSetting(setting))]
      const kept = typeof key === 'string' ? inFile[key] : undefined
      return [name, kept === undefined ? fallback : parse(json, kept, `the configuration file: ${key}`)]
    }),
  ) as unknown as Given
}

/** Such as `--threshold, BETTY_READINESS_THRESHOLD`. */
const nameSetting = ({ flag, variable }: Declaration): string =>
  [typeof flag === 'string' ? flag.split(' ')[0] : undefined, variable]
    .filter((name) => typeof name === 'string')
    .join(', ')

const keys = declared.flatMap(([, { key }]) => (typeof key === 'string' ? [key] : []))

/** A key that is passed over in silence would be taken for a setting. */
function requireKeys(file: unknown): Readonly<Record<string, unknown>> {
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw badSetting('the configuration file: it is no JSON object')
  const unknown = Object.keys(file).find((key) => !keys.includes(key))
  if (unknown === undefined) return file as Readonly<Record<string, unknown>>
  throw badSetting(`the configuration file: there is no setting "${unknown}"; there are ${keys.join(', ')}`)
}

function parse(form: z.ZodType, value: unknown, name: string): unknown {
  const result = form.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw badSetting(`${[name, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not valid'}`)
}

/** Values are not shown: one of them could be a password. */
export const badSetting = (what: string): MigrateError =>
  new MigrateError('bad_setting', `A setting is wrong. ${what}.`, 'Correct it, or unset it for the default.')
