import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import type { Declaration } from '../../settings/declaration.ts'
import { type Declarations, declarations, type FlagName } from '../../settings/declarations.ts'
import { describeSetting } from '../../settings/describe-setting.ts'

/** What commander makes of the flags of some settings. */
export type SettingFlags<N extends FlagName> = {
  readonly [K in N]?: Declarations[K]['flag'] extends `${string}<${string}` ? string : true
}

/** The flag of a declared setting. */
export class SettingOption extends Option {
  readonly setting: FlagName

  constructor(setting: FlagName, leftOut: string | undefined) {
    const declaration: Declaration = declarations[setting]
    super(declarations[setting].flag, describeSetting(declaration, leftOut))
    this.setting = setting
    if (declaration.text instanceof z.ZodEnum) this.choices(declaration.text.options.map(String))
  }
}

export const addSettings = (command: Command, ...names: readonly FlagName[]): Command =>
  names.reduce((to, name) => addSetting(to, name), command)

/** @param leftOut what counts for this command when the setting is not given, in words */
export const addSetting = (command: Command, name: FlagName, leftOut?: string): Command =>
  command.addOption(new SettingOption(name, leftOut))

/**
 * Puts the flags of settings in the place of the environment variables behind them: they win, all reads one place, and
 * the suites read it in processes of their own.
 */
export function takeFlags(command: Command): void {
  for (const option of command.options) {
    if (!(option instanceof SettingOption)) continue
    const { variable, isPath }: Declaration = declarations[option.setting]
    const value: unknown = command.getOptionValue(option.setting)
    if (value === undefined || typeof variable !== 'string') continue
    process.env[variable] = value === true ? '1' : isPath ? resolve(String(value)) : String(value)
  }
}
