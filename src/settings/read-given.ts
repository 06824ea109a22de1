import type { z } from 'zod'
import { MigrateError } from '../errors.ts'
import type { Declaration, ValueOf } from './declaration.ts'
import { type Declarations, declarations, type SettingName } from './declarations.ts'

/** The keys of the configuration file, with what may be written there. */
export type FileSettings = {
  [N in SettingName as Declarations[N] extends { readonly key: infer Key extends string }
    ? Key
    : never]?: Written<Declarations[N]>
}

type Written<D> = D extends { readonly json: infer Form extends z.ZodType }
  ? z.input<Form>
  : D extends { readonly text: infer Form extends z.ZodType }
    ? z.input<Form>
    : never

/** All settings, each from the environment, else from the file, else its fallback. */
export type Given = { readonly [N in SettingName]: ValueOf<Declarations[N]> }

export type Environment = Readonly<Record<string, string | undefined>>

const declared: readonly (readonly [string, Declaration])[] = Object.entries(declarations)

/**
 * @param environment as `process.env`, with the flags in it
 * @param file the settings in the configuration file
 * @param where how the file is called in errors
 * @throws MigrateError `bad_setting` that names the setting
 */
export function readGiven(environment: Environment, file: unknown, where = 'the configuration file'): Given {
  const inFile = requireKeys(file, where)
  return Object.fromEntries(
    declared.map(([name, setting]) => {
      const { variable, key, text, json = text, fallback } = setting
      const said = typeof variable === 'string' ? environment[variable] : undefined
      if (said !== undefined) return [name, parse(text, said, nameSetting(setting))]
      const kept = typeof key === 'string' ? inFile[key] : undefined
      return [name, kept === undefined ? fallback : parse(json, kept, `${where}: ${key}`)]
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
function requireKeys(file: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw badSetting(`${where}: it is no JSON object`)
  const unknown = Object.keys(file).find((key) => !keys.includes(key))
  if (unknown === undefined) return file as Readonly<Record<string, unknown>>
  throw badSetting(`${where}: there is no setting "${unknown}"; there are ${keys.join(', ')}`)
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
