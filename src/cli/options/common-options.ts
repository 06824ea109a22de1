import type { Command } from 'commander'
import { addSettings, type SettingFlags } from './setting-option.ts'

/** Flags that every command takes. */
export interface CommonFlags extends SettingFlags<'config' | 'logLevel'> {
  readonly json?: boolean
}

/** `--no-color` is read where the colours are made, from the command line itself. */
export const addCommonOptions = (command: Command): Command =>
  addSettings(command.optionsGroup('For every command:'), 'config', 'logLevel')
    .option('--json', 'print one JSON document on standard output')
    .option('--no-color', 'print without colours')
    .optionsGroup('Options:')
