import { type Command, InvalidArgumentError, Option } from 'commander'
import { MigrateError } from '../../../errors.ts'
import { createZone, type Instant } from '../../../time/zone.ts'
import type { TargetCommandFlags } from '../target-command.ts'

export interface ConvertFlags extends TargetCommandFlags {
  readonly batchSize?: number
  readonly workers?: number
  readonly join: boolean
  readonly limit?: number
  readonly dryRun: boolean
  readonly errorReport?: string
  readonly maxErrors?: number
  readonly retryQuarantined: boolean
  readonly overwrite: boolean
  readonly acceptQuarantine: boolean
  readonly sourceTimezone: string
}

/** What the process that has begun the run decides, not one that joins it. */
const ofTheRun = [
  ...['batchSize', 'limit', 'dryRun', 'errorReport', 'maxErrors', 'retryQuarantined', 'overwrite'],
  'sourceTimezone',
]

export const addConvertOptions = (command: Command): Command =>
  command
    .option('--batch-size <rows>', 'rows of one transaction; a hint', parseCount)
    .option(
      '--workers <number>',
      'processes that convert beside each other; left out: by the size of the file and the cores, 4 at most',
      parseWorkers,
    )
    .addOption(
      new Option(
        '--join',
        'take part in a conversion that is under way, with a copy of the same v1 file, also on another machine',
      )
        .default(false)
        .conflicts(ofTheRun),
    )
    .option('--limit <rows>', 'of each table at most so many rows now', parseCount)
    .option('--dry-run', 'map and report; nothing is written', false)
    .option(
      '--error-report <file>',
      'all quarantined rows, warnings and conflicts as JSON; after an interruption those of the rest',
    )
    .option('--max-errors <rows>', 'end with an error once so many rows were quarantined', parseCount)
    .option('--retry-quarantined', 'take up again what is in quarantine', false)
    .option('--overwrite', 'replace rows that are in v2 with other content', false)
    .option('--accept-quarantine', 'exit with 0 although rows were quarantined', false)
    .option('--source-timezone <zone>', 'IANA name of the zone of times without one', 'UTC')

function parseCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number.')
}

function parseWorkers(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 1 to 99.')
}

/**
 * How many workers are wanted; undefined leaves it to the size of the file.
 * @throws MigrateError `bad_setting` for what several workers cannot do
 */
export function readWorkers({ workers, limit, dryRun }: ConvertFlags): number | undefined {
  const alone = limit !== undefined ? '--limit' : dryRun ? '--dry-run' : undefined
  if (alone === undefined || workers === 1) return workers
  if (workers === undefined) return 1
  throw new MigrateError(
    'bad_setting',
    `${alone} is for one worker, and --workers ${workers} was given.`,
    'Leave one of them out.',
  )
}

/** @throws MigrateError `bad_setting` when there is no such zone */
export function requireZone(name: string): Instant {
  const zone = createZone(name)
  if (zone) return zone
  throw new MigrateError(
    'bad_setting',
    `There is no time zone "${name}".`,
    'Give its IANA name, such as UTC or Europe/Berlin.',
  )
}
