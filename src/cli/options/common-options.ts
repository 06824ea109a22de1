import { type Command, Option } from 'commander'

const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const

/** Flags that every command takes. */
export interface CommonFlags {
  readonly config?: string
  readonly json?: boolean
  readonly logLevel: (typeof logLevels)[number]
}

/** `--no-color` is read where the colours are made, from the command line itself. */
export const addCommonOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'a JSON file with further settings, or a betty.config.ts (BETTY_CONFIG)')
    .addOption(
      new Option('--log-level <level>', 'how much is told on standard error')
        .choices(logLevels)
        .default('INFO'),
    )
    .option('--json', 'print one JSON document on standard output')
    .option('--no-color', 'print without colours')
